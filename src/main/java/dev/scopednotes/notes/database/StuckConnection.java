package dev.scopednotes.notes.database;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;

/** Closes the socket of a pooled connection that does not answer, which frees its place in the pool. */
final class StuckConnection {

    private StuckConnection() {}

    /** The client's {@code close} would return it to the pool, with the unanswered commands ahead of the next ones. */
    static void close(SqlConnection connection) {
        if (connection instanceof SqlConnectionInternal pooled
                && pooled.unwrap().unwrap() instanceof SocketConnectionBase own) {
            own.socket().close();
        }
    }
}
