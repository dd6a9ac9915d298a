/** The schema of the database: migrated, or found to be current, before the port opens. */
package dev.scopednotes.notes.schema;
