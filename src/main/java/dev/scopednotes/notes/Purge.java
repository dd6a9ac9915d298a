package dev.scopednotes.notes;

import dev.scopednotes.notes.database.CallDeadline;
import dev.scopednotes.notes.database.Statements;
import dev.scopednotes.notes.database.UnknownOutcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * Deletes one user's notes, newest first, in steps of one short transaction each. Counts the notes that are deleted,
 * also when a later step fails.
 */
final class Purge {

    /** A call ends before a proxy or the shutdown (quarkus.shutdown.timeout) can cut it off. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(25);

    private static final int FIRST_STEP = 1_000;
    private static final int LARGEST_STEP = 16_000;
    private static final long SHORT_MILLIS = 100;
    private static final long LONG_MILLIS = 400;

    // Starts at the last note of the previous step, so that index entries of deleted notes are not scanned again. Notes
    // added meanwhile stay, as they do when one statement deletes all.
    private static final String STEP = """
            with step as (
                select id, created_at from note
                where user_id = $1 and (created_at, id) < ($2, $3)
                order by created_at desc, id desc
                limit $4
            ), gone as (
                delete from note using step where note.id = step.id returning note.id
            )
            select (select count(*) from step) as found, (select count(*) from gone) as deleted, created_at, id
            from step order by created_at, id limit 1""";

    private final Statements statements;
    private final Duration stepTimeout;
    private final String userId;
    private final long end = System.nanoTime() + LONGEST_CALL.toNanos();
    private final Promise<PurgedNotes> outcome = Promise.promise();

    private Cursor after;
    private int size = FIRST_STEP;
    private int purged;

    /** @param from the newest note that is deleted comes after it */
    Purge(Statements statements, Duration stepTimeout, String userId, Cursor from) {
        this.statements = statements;
        this.stepTimeout = stepTimeout;
        this.userId = userId;
        after = from;
    }

    Future<PurgedNotes> run() {
        step();
        return outcome.future();
    }

    /** What the call has changed if it ends with that failure. */
    String effect(Throwable failure) {
        if (failure instanceof UnknownOutcome) {
            return "at least %d notes were deleted, the last step may or may not have taken effect".formatted(purged);
        }
        return purged == 0 ? "nothing was deleted" : "%d notes were deleted, the others remain".formatted(purged);
    }

    private void step() {
        long began = System.nanoTime();
        statements
                .write(STEP, Tuple.of(userId, after.createdAt(), after.id(), size), CallDeadline.in(stepTimeout))
                .onFailure(outcome::fail)
                .onSuccess(rows -> counted(
                        rows, Duration.ofNanos(System.nanoTime() - began).toMillis()));
    }

    private void counted(RowSet<Row> rows, long millis) {
        if (rows.size() == 0) {
            end(true);
            return;
        }
        Row last = rows.iterator().next();
        purged += last.getInteger("deleted");
        if (last.getInteger("found") < size) {
            end(true);
        } else if (System.nanoTime() - end > 0) {
            end(false);
        } else {
            after = new Cursor(last.getOffsetDateTime("created_at"), last.getLong("id"));
            size = nextSize(millis);
            step();
        }
    }

    private int nextSize(long millis) {
        if (millis < SHORT_MILLIS) {
            return Math.min(2 * size, LARGEST_STEP);
        }
        return millis > LONG_MILLIS ? Math.max(size / 2, 1) : size;
    }

    private void end(boolean complete) {
        outcome.complete(PurgedNotes.of(userId, purged, complete));
    }
}
