/**
 * The worked example: notes in PostgreSQL behind three tools. {@link dev.scopednotes.notes.NoteTools} is the only
 * access to the store, every tool in it is gated, and nothing outside this package refers to it: without the package,
 * its migrations and its section of application.properties, the rest still builds.
 *
 * <p>Only the results and the schema generators are public, because code that the MCP extension generates refers to
 * them.
 */
package dev.scopednotes.notes;
