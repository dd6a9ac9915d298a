package dev.scopednotes.notes;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;

/** Closes the socket of a pooled connection that does not answer, so that its place in the pool is free again. */
final class StuckConnection {

    private StuckConnection() {}

    /** The client's own {@code close} would give it back to the pool, with the unanswered commands before the next ones. */
    static void close(SqlConnection connection) {
        if (connection instanceof SqlConnectionInternal pooled
                && pooled.unwrap().unwrap() instanceof SocketConnectionBase own) {
            own.socket().close();
        }
    }
}
