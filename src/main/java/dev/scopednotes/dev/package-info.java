/** An embedded PostgreSQL and the walkthrough of {@code quarkus:dev}; nothing points here, nothing of it ships. */
package dev.scopednotes.dev;
