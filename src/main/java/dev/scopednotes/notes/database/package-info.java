/**
 * Connections to the database of the notes and the statements on them: each is answered by a deadline, and one that was
 * answered as failed never takes effect. Knows no note.
 */
package dev.scopednotes.notes.database;
