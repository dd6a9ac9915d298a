package dev.scopednotes.notes.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Runs each statement on a pooled connection and answers by its deadline, the wait for a connection included. */
@ApplicationScoped
public class Statements {

    private final Pool pool;
    private final Vertx vertx;

    Statements(Pool pool, Vertx vertx) {
        this.pool = pool;
        this.vertx = vertx;
    }

    /** Runs a statement that only reads, without a transaction: there is nothing to roll back. */
    public Future<RowSet<Row>> read(String statement, Tuple values, CallDeadline deadline) {
        return connection(deadline)
                .compose(connection -> new ConnectionGuard(vertx, connection, deadline)
                        .watch(connection.preparedQuery(statement).execute(values), NoAnswer::new));
    }

    public Future<RowSet<Row>> write(String statement, Tuple values, CallDeadline deadline) {
        return connection(deadline)
                .compose(connection -> new BoundedTransaction(
                                connection, deadline, new ConnectionGuard(vertx, connection, deadline))
                        .run(statement, values));
    }

    /** Returns a connection that comes too late to the pool unused. */
    private Future<SqlConnection> connection(CallDeadline deadline) {
        Future<SqlConnection> acquiring = pool.getConnection();
        if (acquiring.succeeded()) {
            // most calls find one idle
            return acquiring;
        }
        Promise<SqlConnection> inTime = Promise.promise();
        long timer = vertx.setTimer(Math.max(1, deadline.remainingMillis()), due -> inTime.tryFail(new NoAnswer()));
        acquiring.onComplete(acquired -> {
            vertx.cancelTimer(timer);
            if (acquired.failed()) {
                inTime.tryFail(acquired.cause());
            } else if (deadline.isOver() || !inTime.tryComplete(acquired.result())) {
                acquired.result().close();
                inTime.tryFail(new NoAnswer());
            }
        });
        return inTime.future();
    }
}
