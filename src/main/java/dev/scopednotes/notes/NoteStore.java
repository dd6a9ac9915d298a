package dev.scopednotes.notes;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Every SQL statement of the application. Each method is one statement, so that a note is stored whole or not at all, and
 * fails with {@link StoreUnreachable}, in bounded time, while the database is away.
 */
@ApplicationScoped
class NoteStore {

    /** What one page may hold, in characters of all its notes, the last one not counted: 1,000 long ones are 10 million. */
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

    // "do update", although it changes nothing, because only then the row of an earlier call is returned, in one
    // statement, in which neither a second call nor a purge can come between. xmax is 0 in a row that is new.
    private static final String ADD = """
            insert into note (user_id, note, idempotency_key) values ($1, $2, $3)
            on conflict (user_id, idempotency_key) where idempotency_key is not null
            do update set idempotency_key = excluded.idempotency_key
            returning id, user_id, note, created_at, xmax = 0 as stored""";

    private static final String PURGE = "delete from note where user_id = $1";

    private static final String PING = "select 1";

    private final Pool pool;
    private final Outage outage;

    NoteStore(Pool pool, Outage outage) {
        this.pool = pool;
        this.outage = outage;
    }

    /** At most {@code limit} notes of that user after the cursor, fewer long ones, newest first, and where to read on. */
    Uni<NotePage> read(String userId, int limit, Cursor after) {
        // one more than asked for tells whether there is a next page
        return execute(READ, Tuple.of(userId, after.createdAt(), after.id(), limit + 1, PAGE_CHARACTERS))
                .map(rows -> {
                    List<Row> found =
                            StreamSupport.stream(rows.spliterator(), false).toList();
                    List<Row> page = found.subList(0, Math.min(limit, found.size()));
                    boolean more = !page.isEmpty() && page.get(0).getLong("candidates") > page.size();
                    String next = more ? cursor(page.get(page.size() - 1)).encode() : null;
                    return new NotePage(page.stream().map(NoteStore::note).toList(), next);
                });
    }

    /** Stores a note, once for each key of that user: a repeated key gives the note that the first call stored. */
    Uni<AddedNote> add(String userId, String note, Optional<String> idempotencyKey) {
        return execute(ADD, Tuple.of(userId, note, idempotencyKey.orElse(null))).map(rows -> {
            Row row = rows.iterator().next();
            return new AddedNote(note(row), row.getBoolean("stored"));
        });
    }

    /** Deletes all notes of that user. */
    Uni<PurgedNotes> purge(String userId) {
        return execute(PURGE, Tuple.of(userId)).map(rows -> new PurgedNotes(userId, rows.rowCount()));
    }

    /** Nothing, when the database answers. */
    Uni<Void> ping() {
        return execute(PING, Tuple.tuple()).replaceWithVoid();
    }

    private Uni<RowSet<Row>> execute(String statement, Tuple values) {
        // not pool.preparedQuery: in Vert.x 4.5 its waiting limit also hits, noisily, a statement that is already
        // running
        return outage.watch(pool.withConnection(
                connection -> connection.preparedQuery(statement).execute(values)));
    }

    private static Note note(Row row) {
        OffsetDateTime createdAt = row.getOffsetDateTime("created_at");
        return new Note(
                row.getLong("id"),
                row.getString("user_id"),
                row.getString("note"),
                createdAt.toInstant().toString());
    }

    private static Cursor cursor(Row row) {
        return new Cursor(row.getOffsetDateTime("created_at"), row.getLong("id"));
    }
}
