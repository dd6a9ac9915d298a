/**
 * The worked example: notes in PostgreSQL behind three tools. {@link dev.scopednotes.notes.NoteTools} is the only way to
 * the store, every tool in it is gated, and nothing outside this package refers to it: delete the package, its migrations
 * and its section of application.properties, and the rest still builds.
 *
 * <p>Public are only the results and the schema generators, because the code that the MCP extension generates names them.
 */
package dev.scopednotes.notes;
