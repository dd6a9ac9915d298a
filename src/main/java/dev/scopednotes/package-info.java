/**
 * The worked example, a server that ships: {@code notes} in PostgreSQL behind three tools, gated by {@code dev.scopedgate}.
 * {@code dev} is the database and the identity provider of development and does not ship.
 */
package dev.scopednotes;
