/**
 * The embedded PostgreSQL and the walkthrough of {@code quarkus:dev}; no other package refers to it and it is not
 * shipped.
 */
package dev.scopednotes.dev;
