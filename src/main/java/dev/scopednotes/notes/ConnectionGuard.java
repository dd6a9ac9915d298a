package dev.scopednotes.notes;

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
 * Ends the work on a connection before the call does: first asks the database to cancel it, and closes the connection when
 * even that is not answered. Gives the connection back to the pool when nothing runs on it any more.
 */
final class ConnectionGuard {

    private final Vertx vertx;
    private final SqlConnection connection;
    private final CallDeadline deadline;
    private final Promise<RowSet<Row>> outcome = Promise.promise();

    /** Awaited before the connection is used again, or the request to cancel would meet the next statement. */
    private Future<Void> cancelled = Future.succeededFuture();

    ConnectionGuard(Vertx vertx, SqlConnection connection, CallDeadline deadline) {
        this.vertx = vertx;
        this.connection = connection;
        this.deadline = deadline;
    }

    /** The work's own outcome, or in good time that other failure. */
    Future<RowSet<Row>> watch(Future<RowSet<Row>> work, Supplier<Throwable> noAnswer) {
        long cancel = vertx.setTimer(
                deadline.statementMillis(),
                due -> cancelled = PgConnection.cast(connection).cancelRequest());
        long giveUp = vertx.setTimer(Math.max(1, deadline.remainingMillis()), due -> giveUp(noAnswer.get()));
        work.onComplete(ended -> {
            vertx.cancelTimer(cancel);
            cancelled.onComplete(taken -> {
                vertx.cancelTimer(giveUp);
                end(ended);
            });
        });
        return outcome.future();
    }

    /** Whether the caller has, or must have by now, another answer than the work's own. */
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
