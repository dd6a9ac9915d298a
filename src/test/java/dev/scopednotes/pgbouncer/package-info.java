/** PgBouncer before the database; needs Debian's, so not part of {@code verify}: src/test/walk/pgbouncer/run. */
package dev.scopednotes.pgbouncer;
