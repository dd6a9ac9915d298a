package dev.scopednotes.notes.database;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * Runs one writing statement in a transaction that ends before the call does: a statement that failed is rolled back
 * and never takes effect later.
 *
 * <p>The database itself cancels the statement ({@code statement_timeout}), even when this process cannot. {@code SET
 * LOCAL}, because a connection pooler shares sessions.
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

    /** Sends each command after the previous one has succeeded. Commits only while the caller has no other answer. */
    Future<RowSet<Row>> run(String statement, Tuple values) {
        Future<RowSet<Row>> transaction = begin().compose(
                        begun -> connection.preparedQuery(statement).execute(values))
                .compose(this::commit, this::rollBack);
        return guard.watch(transaction, () -> committing ? new UnknownOutcome(null) : new NoAnswer());
    }

    private Future<RowSet<Row>> begin() {
        long millis = deadline.statementMillis();
        // the second setting ends the transaction if this process freezes
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

    /** Closes the connection if the rollback fails: its transaction may still be open. */
    private Future<RowSet<Row>> rollBack(Throwable cause) {
        return connection
                .query("rollback")
                .execute()
                .onFailure(e -> StuckConnection.close(connection))
                .transform(ended -> Future.failedFuture(cause));
    }

    /** Whether the error proves that nothing was committed; one that ends the session may follow the commit. */
    private static boolean isVerdict(Throwable failure) {
        return failure instanceof PgException refused
                && "ERROR".equals(refused.getSeverity())
                && !refused.getSqlState().startsWith("08")
                && !refused.getSqlState().startsWith("57P");
    }
}
