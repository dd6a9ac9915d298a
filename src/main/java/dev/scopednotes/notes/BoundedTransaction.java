package dev.scopednotes.notes;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * Runs one statement that changes notes in a transaction that ends with the call: what has failed here is rolled back and
 * never happens later.
 *
 * <p>The database itself cancels the statement ({@code statement_timeout}), also when this process cannot ask it to. {@code
 * SET LOCAL}, because a session is nobody's own behind a connection pooler.
 */
final class BoundedTransaction {

    private final SqlConnection connection;
    private final CallDeadline deadline;
    private final ConnectionGuard guard;
    private volatile boolean committing;

    BoundedTransaction(SqlConnection connection, CallDeadline deadline, ConnectionGuard guard) {
        this.connection = connection;
        this.deadline = deadline;
        this.guard = guard;
    }

    /** Each command waits for the one before: the commit is sent only while the caller has no other answer. */
    Future<RowSet<Row>> run(String statement, Tuple values) {
        Future<RowSet<Row>> transaction = begin().compose(
                        begun -> connection.preparedQuery(statement).execute(values))
                .compose(this::commit, this::rollBack);
        return guard.watch(transaction, () -> committing ? new UnknownOutcome(null) : new NoAnswer());
    }

    private Future<RowSet<Row>> begin() {
        long millis = deadline.statementMillis();
        // the second one ends a transaction that this process began and, being frozen, does not go on with
        return connection
                .query("begin; set local statement_timeout = " + millis
                        + "; set local idle_in_transaction_session_timeout = " + 2 * millis)
                .execute();
    }

    private Future<RowSet<Row>> commit(RowSet<Row> rows) {
        if (guard.isOver()) {
            return rollBack(new NoAnswer());
        }
        committing = true;
        return connection
                .query("commit")
                .execute()
                .map(rows)
                .recover(e -> isVerdict(e) ? rollBack(e) : Future.failedFuture(new UnknownOutcome(e)));
    }

    /** A connection whose transaction may not have ended is not used again. */
    private Future<RowSet<Row>> rollBack(Throwable cause) {
        return connection
                .query("rollback")
                .execute()
                .onFailure(e -> StuckConnection.close(connection))
                .transform(ended -> Future.failedFuture(cause));
    }

    /** An error that ends the session may come after the commit, or in the place of its answer. */
    private static boolean isVerdict(Throwable failure) {
        return failure instanceof PgException refused
                && "ERROR".equals(refused.getSeverity())
                && !refused.getSqlState().startsWith("08")
                && !refused.getSqlState().startsWith("57P");
    }
}
