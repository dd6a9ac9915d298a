/**
 * The worked example: notes in PostgreSQL behind three tools. {@link dev.scopednotes.notes.NoteTools} is the only
 * access to the store, every tool in it is gated, and nothing outside this package refers to it: without the packages of
 * the notes, their migrations and their section of application.properties, the rest still builds.
 *
 * <p>Only the results and a schema generator are public, because code that the MCP extension generates refers to them.
 * What knows no note is in packages of its own: {@link dev.scopednotes.notes.arguments}, {@link
 * dev.scopednotes.notes.database} and {@link dev.scopednotes.notes.schema}.
 */
package dev.scopednotes.notes;
