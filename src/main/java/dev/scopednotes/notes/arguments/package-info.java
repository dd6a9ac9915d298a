/** The arguments of the note tools: one rule for each name, from which schema, check and message are made. */
package dev.scopednotes.notes.arguments;
