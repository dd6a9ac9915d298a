package dev.scopednotes.notes.database;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Supplier;

/**
 * Ends the work on a connection before the call ends: first sends a cancel request, then closes the connection if that
 * is not answered. Returns the connection to the pool only when nothing runs on it.
 */
final class ConnectionGuard {

    private final Vertx vertx;
    private final SqlConnection connection;
    private final CallDeadline deadline;
    private final Promise<RowSet<Row>> outcome = Promise.promise();

    /** Awaited before the connection is used again: otherwise the cancel request could cancel the next statement. */
    private Future<Void> cancelled = Future.succeededFuture();

    /** Of the cancel request, and once that is sent of giving up: most calls end before the first. */
    private long timer;

    ConnectionGuard(Vertx vertx, SqlConnection connection, CallDeadline deadline) {
        this.vertx = vertx;
        this.connection = connection;
        this.deadline = deadline;
    }

    /** The outcome of the work, or at the deadline the given failure. */
    Future<RowSet<Row>> watch(Future<RowSet<Row>> work, Supplier<Throwable> noAnswer) {
        timer = vertx.setTimer(deadline.statementMillis(), due -> {
            timer = vertx.setTimer(Math.max(1, deadline.remainingMillis()), over -> giveUp(noAnswer.get()));
            cancelled = PgConnection.cast(connection).cancelRequest();
        });
        work.onComplete(ended -> cancelled.onComplete(taken -> {
            vertx.cancelTimer(timer);
            end(ended);
        }));
        return outcome.future();
    }

    /** Whether the caller has, or is due, an answer other than the outcome of the work. */
    boolean isOver() {
        return deadline.isOver() || outcome.future().isComplete();
    }

    private void giveUp(Throwable failure) {
        if (outcome.tryFail(failure)) {
            StuckConnection.close(connection);
        }
    }

    private void end(AsyncResult<RowSet<Row>> ended) {
        connection.close();
        if (ended.succeeded()) {
            outcome.tryComplete(ended.result());
        } else {
            outcome.tryFail(ended.cause());
        }
    }
}
