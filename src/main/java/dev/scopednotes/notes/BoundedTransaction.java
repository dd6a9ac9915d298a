package dev.scopednotes.notes;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * Runs one statement in a transaction that ends with the call: what has failed here is rolled back and never happens later.
 *
 * <p>The database itself cancels the statement ({@code statement_timeout}). When even that verdict does not arrive, the
 * connection is closed without a commit. {@code SET LOCAL}, because a session is nobody's own behind a connection pooler.
 */
final class BoundedTransaction {

    private final Vertx vertx;
    private final SqlConnection connection;
    private final CallDeadline deadline;
    private final Promise<RowSet<Row>> outcome = Promise.promise();
    private volatile boolean committing;

    BoundedTransaction(Vertx vertx, SqlConnection connection, CallDeadline deadline) {
        this.vertx = vertx;
        this.connection = connection;
        this.deadline = deadline;
    }

    /** One round trip: begin, statement and end are sent together, since nothing can be left behind by a read. */
    Future<RowSet<Row>> read(String statement, Tuple values) {
        Future<?> begun = begin("begin read only");
        Future<RowSet<Row>> rows = connection.preparedQuery(statement).execute(values);
        Future<?> ended = connection.query("commit").execute();
        return watched(Future.join(begun, rows, ended).map(all -> rows.result()));
    }

    /** Each command waits for the one before: the commit is sent only while the caller has no other answer. */
    Future<RowSet<Row>> write(String statement, Tuple values) {
        return watched(begin("begin")
                .compose(begun -> connection.preparedQuery(statement).execute(values))
                .compose(this::commit, this::rollBack));
    }

    private Future<RowSet<Row>> begin(String begin) {
        long millis = deadline.statementMillis();
        // the second one ends a transaction that this process began and, being frozen, does not go on with
        return connection
                .query(begin + "; set local statement_timeout = " + millis
                        + "; set local idle_in_transaction_session_timeout = " + 2 * millis)
                .execute();
    }

    private Future<RowSet<Row>> commit(RowSet<Row> rows) {
        if (deadline.isOver() || outcome.future().isComplete()) {
            return rollBack(new NoAnswer());
        }
        committing = true;
        return connection
                .query("commit")
                .execute()
                .map(rows)
                .recover(e -> Future.failedFuture(isVerdict(e) ? e : new UnknownOutcome(e)));
    }

    private Future<RowSet<Row>> rollBack(Throwable cause) {
        return connection.query("rollback").execute().transform(ended -> Future.failedFuture(cause));
    }

    private Future<RowSet<Row>> watched(Future<RowSet<Row>> transaction) {
        long timer = vertx.setTimer(Math.max(1, deadline.remainingMillis()), due -> giveUp());
        transaction.onComplete(ended -> {
            vertx.cancelTimer(timer);
            end(ended);
        });
        return outcome.future();
    }

    private void giveUp() {
        if (outcome.tryFail(committing ? new UnknownOutcome(null) : new NoAnswer())) {
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

    /** An error that ends the session may come after the commit, or in the place of its answer. */
    private static boolean isVerdict(Throwable failure) {
        return failure instanceof PgException refused
                && "ERROR".equals(refused.getSeverity())
                && !refused.getSqlState().startsWith("08")
                && !refused.getSqlState().startsWith("57P");
    }
}
