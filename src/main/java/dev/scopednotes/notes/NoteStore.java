package dev.scopednotes.notes;

import dev.scopednotes.notes.StoreProblem.Success;
import dev.scopednotes.notes.database.CallDeadline;
import dev.scopednotes.notes.database.DatabaseConfig;
import dev.scopednotes.notes.database.Statements;
import dev.scopednotes.notes.database.UnknownOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The notes in the database. While it cannot serve, each method fails in bounded time with {@link StoreUnavailable},
 * which says what the call has changed; a failed change never takes effect later.
 */
@ApplicationScoped
class NoteStore {

    /** The most characters on one page, its last note not counted: 1,000 long notes would be 10 million. */
    private static final int PAGE_CHARACTERS = 1_000_000;

    private static final String READ = """
            select id, user_id, note, created_at, candidates from (
                select *, count(*) over () as candidates,
                       sum(length(note)) over (order by created_at desc, id desc) - length(note) as characters_before
                from (
                    select id, user_id, note, created_at from note
                    where user_id = $1 and (created_at, id) < ($2, $3)
                    order by created_at desc, id desc
                    limit $4
                ) as candidate
            ) as measured
            where characters_before < $5
            order by created_at desc, id desc""";

    // "do update", although it changes nothing, because only then the row of an earlier call is returned. One
    // statement, so that no second call or purge can run in between. xmax is 0 in a new row.
    private static final String ADD = """
            insert into note (user_id, note, idempotency_key) values ($1, $2, $3)
            on conflict (user_id, idempotency_key) where idempotency_key is not null
            do update set idempotency_key = excluded.idempotency_key
            returning id, user_id, note, created_at, xmax = 0 as stored""";

    private final Statements statements;
    private final Outage outage;
    private final Duration timeout;

    NoteStore(Statements statements, Outage outage, DatabaseConfig config) {
        this.statements = statements;
        this.outage = outage;
        this.timeout = config.timeout().read();
    }

    /**
     * At most {@code limit} of that user's notes after the cursor, newest first, with the cursor of the next page;
     * fewer if they are long.
     */
    Uni<NotePage> read(String userId, int limit, Cursor after) {
        // one more row than asked for shows whether there is a next page
        Tuple values = Tuple.of(userId, after.createdAt(), after.id(), limit + 1, PAGE_CHARACTERS);
        return answer(
                Success.READ,
                () -> statements.read(READ, values, CallDeadline.in(timeout)).map(rows -> page(rows, limit)),
                failure -> "nothing was read");
    }

    private static NotePage page(RowSet<Row> rows, int limit) {
        List<Note> notes = new ArrayList<>(Math.min(limit, rows.size()));
        Row last = null;
        for (Row row : rows) {
            if (notes.size() == limit) {
                break;
            }
            notes.add(note(row));
            last = row;
        }
        boolean more = last != null && last.getLong("candidates") > notes.size();
        return new NotePage(notes, more ? cursor(last).encode() : null);
    }

    /** Stores a note, once per key of that user: a repeated key returns the note of the first call. */
    Uni<AddedNote> add(String userId, String note, Optional<String> idempotencyKey) {
        Tuple values = Tuple.of(userId, note, idempotencyKey.orElse(null));
        return answer(
                        Success.WRITE,
                        () -> statements.write(ADD, values, CallDeadline.in(timeout)),
                        failure -> effectOfAdd(failure, idempotencyKey))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new AddedNote(note(row), row.getBoolean("stored"));
                });
    }

    /** How many notes that user has, counted up to a bound, and the newest of them. */
    Uni<NotesOfUser> count(String userId) {
        Tuple values = Tuple.of(userId, NotesOfUser.MOST + 1);
        return answer(
                        Success.READ,
                        () -> statements.read(NotesOfUser.STATEMENT, values, CallDeadline.in(timeout)),
                        failure -> "nothing was deleted")
                .map(rows -> NotesOfUser.of(rows.iterator().next()));
    }

    /** Deletes all notes of that user, or as many as one call can delete in its time. */
    Uni<PurgedNotes> purge(String userId) {
        return purge(userId, Cursor.START);
    }

    /** The same without the notes that are newer than that position. */
    Uni<PurgedNotes> purge(String userId, Cursor from) {
        return Uni.createFrom().deferred(() -> {
            Purge purge = new Purge(statements, timeout, userId, from);
            return answer(Success.WRITE, purge::run, purge::effect);
        });
    }

    /** Completes if the database can serve every tool, else fails. */
    Uni<Void> check() {
        return answer(
                        Success.CHECK,
                        () -> statements
                                .read(StoreCheck.STATEMENT, Tuple.tuple(), CallDeadline.in(timeout))
                                .compose(
                                        rows -> StoreCheck.judge(rows.iterator().next())),
                        failure -> "nothing was read")
                .replaceWithVoid();
    }

    private static String effectOfAdd(Throwable failure, Optional<String> idempotencyKey) {
        if (!(failure instanceof UnknownOutcome)) {
            return "nothing was stored";
        }
        return idempotencyKey.isPresent()
                ? "it is not known whether the note was stored: the same call with the same idempotency_key stores it once"
                : "it is not known whether the note was stored: look for it with read_notes before you add it again";
    }

    private <T> Uni<T> answer(Success success, Supplier<Future<T>> call, Function<Throwable, String> effect) {
        return Uni.createFrom()
                .emitter(answer -> call.get()
                        .onSuccess(result -> {
                            outage.refutedBy(success);
                            answer.complete(result);
                        })
                        .onFailure(failure -> answer.fail(explained(failure, effect))));
    }

    private Throwable explained(Throwable failure, Function<Throwable, String> effect) {
        Optional<StoreProblem> problem = StoreProblem.of(failure);
        if (problem.isEmpty()) {
            return failure;
        }
        outage.met(problem.get(), failure);
        return new StoreUnavailable(problem.get(), effect.apply(failure), failure);
    }

    private static Note note(Row row) {
        return new Note(
                row.getLong("id"),
                row.getString("user_id"),
                row.getString("note"),
                UtcText.of(row.getOffsetDateTime("created_at")));
    }

    private static Cursor cursor(Row row) {
        return new Cursor(row.getOffsetDateTime("created_at"), row.getLong("id"));
    }
}
