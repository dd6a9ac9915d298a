package dev.scopednotes.notes;

import static java.util.stream.IntStream.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The store on a real PostgreSQL; every test has a user of its own. */
@QuarkusTest
class NoteStoreTest {

    private static final Optional<String> NO_KEY = Optional.empty();

    @Inject
    NoteStore store;

    @Inject
    Pool pool;

    private final String user = UUID.randomUUID().toString();

    @Test
    void readsOnlyTheUsersNotesNewestFirst() {
        add("first");
        add("second");
        store.add(user + "'s neighbour", "not mine", NO_KEY).await().indefinitely();

        NotePage page = store.read(user, 10, Cursor.START).await().indefinitely();

        assertThat(page.notes()).extracting(Note::note).containsExactly("second", "first");
        assertThat(page.notes()).extracting(Note::userId).containsOnly(user);
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void anUnknownUserHasAnEmptyPage() {
        assertThat(store.read(user, 10, Cursor.START).await().indefinitely()).isEqualTo(new NotePage(List.of(), null));
    }

    @Test
    void storesANoteUnchanged() {
        String note = "tab\t line\n quote' \"; drop table note; -- emoji \uD83D\uDE00 nul-like \\u0000 e\u0301 \uFEFF";

        add(note);

        assertThat(read(1)).extracting(Note::note).containsExactly(note);
    }

    @Test
    void anExactlyFullLastPageHasNoNextCursor() {
        range(0, 4).forEach(i -> add("note " + i));

        NotePage first = store.read(user, 2, Cursor.START).await().indefinitely();
        NotePage second = store.read(user, 2, after(first)).await().indefinitely();

        assertThat(first.nextCursor()).isNotNull();
        assertThat(second.notes()).extracting(Note::note).containsExactly("note 1", "note 0");
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void aPageOfLongNotesIsShorterAndTheNextPageContinues() {
        range(0, 120).forEach(i -> add("ä".repeat(10_000)));

        NotePage first = store.read(user, 200, Cursor.START).await().indefinitely();
        NotePage second = store.read(user, 200, after(first)).await().indefinitely();

        assertThat(first.notes()).hasSize(100);
        assertThat(second.notes()).hasSize(20).doesNotContainAnyElementsOf(first.notes());
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void pagingThroughEqualTimestampsGivesEveryNoteOnce() {
        var sameTime = OffsetDateTime.parse("2026-01-01T00:00:00.000001Z");
        range(0, 25)
                .forEach(i -> pool.preparedQuery("insert into note (user_id, note, created_at) values ($1, $2, $3)")
                        .execute(Tuple.of(user, "note " + i, sameTime))
                        .await()
                        .indefinitely());

        List<Note> notes = read(7);

        assertThat(notes).hasSize(25).doesNotHaveDuplicates();
        assertThat(notes.get(0).note()).isEqualTo("note 24");
        assertThat(notes.get(24).note()).isEqualTo("note 0");
    }

    @Test
    void notesAddedDuringPagingNeitherRepeatNorHideOlderOnes() {
        range(0, 10).forEach(i -> add("old " + i));
        var seen = new ArrayList<Note>();
        NotePage page = store.read(user, 3, Cursor.START).await().indefinitely();
        seen.addAll(page.notes());
        while (page.nextCursor() != null) {
            range(0, 5).forEach(i -> add("new"));
            page = store.read(user, 3, after(page)).await().indefinitely();
            seen.addAll(page.notes());
        }

        assertThat(seen)
                .extracting(Note::note)
                .containsExactly(
                        "old 9", "old 8", "old 7", "old 6", "old 5", "old 4", "old 3", "old 2", "old 1", "old 0");
    }

    @Test
    void aRepeatedKeyStoresOnceAndReturnsTheFirstNote() {
        AddedNote first = store.add(user, "once", Optional.of("key")).await().indefinitely();
        AddedNote again = store.add(user, "once", Optional.of("key")).await().indefinitely();

        assertThat(first.stored()).isTrue();
        assertThat(again.stored()).isFalse();
        assertThat(again.note()).isEqualTo(first.note());
        assertThat(read(10)).containsExactly(first.note());
    }

    @Test
    void theSameKeyOfAnotherUserIsAnotherKey() {
        AddedNote mine = store.add(user, "mine", Optional.of("key")).await().indefinitely();
        AddedNote theirs =
                store.add(user + "2", "theirs", Optional.of("key")).await().indefinitely();

        assertThat(mine.stored()).isTrue();
        assertThat(theirs.stored()).isTrue();
        assertThat(theirs.note().note()).isEqualTo("theirs");
    }

    @Test
    void withoutAKeyTheSameTextIsStoredEachTime() {
        add("twice");
        add("twice");

        assertThat(read(10)).hasSize(2);
    }

    @Test
    void fiftyConcurrentCallsWithOneKeyStoreOneNoteAndAllReturnIt() {
        List<AddedNote> answers = Multi.createFrom()
                .range(0, 50)
                .onItem()
                .transformToUni(i -> store.add(user, "once", Optional.of("key")))
                .merge(50)
                .collect()
                .asList()
                .await()
                .indefinitely();

        assertThat(answers).hasSize(50);
        assertThat(answers).filteredOn(AddedNote::stored).hasSize(1);
        assertThat(answers)
                .extracting(AddedNote::note)
                .containsOnly(answers.get(0).note());
        assertThat(read(10)).hasSize(1);
    }

    @Test
    void aPurgeReturnsTheNumberOfDeletedNotesAndKeepsOtherUsersNotes() {
        String other = user + "2";
        range(0, 3).forEach(i -> add("note"));
        store.add(other, "stays", NO_KEY).await().indefinitely();

        assertThat(purge()).isEqualTo(PurgedNotes.of(user, 3, true));
        assertThat(purge()).isEqualTo(PurgedNotes.of(user, 0, true));
        assertThat(read(10)).isEmpty();
        assertThat(store.read(other, 10, Cursor.START).await().indefinitely().notes())
                .hasSize(1);
    }

    @Test
    void afterAPurgeAKeyMayStoreAgain() {
        store.add(user, "before", Optional.of("key")).await().indefinitely();
        purge();

        AddedNote after = store.add(user, "after", Optional.of("key")).await().indefinitely();

        assertThat(after.stored()).isTrue();
        assertThat(after.note().note()).isEqualTo("after");
    }

    @Test
    void concurrentPurgesAndRepeatedKeysNeverFail() {
        List<Object> answers = Multi.createFrom()
                .range(0, 100)
                .onItem()
                .<Object>transformToUni(i -> i % 5 == 0
                        ? store.purge(user).map(Object.class::cast)
                        : store.add(user, "note", Optional.of("key")).map(Object.class::cast))
                .merge(100)
                .collect()
                .asList()
                .await()
                .indefinitely();

        assertThat(answers).hasSize(100);
        assertThat(read(10)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void theTableRefusesInvalidNotesAndThatIsNotAnOutage() {
        Uni<AddedNote> tooLong = store.add(user, "x".repeat(10_001), NO_KEY);

        assertThatThrownBy(() -> tooLong.await().indefinitely()).isInstanceOf(PgException.class);
        assertThat(read(10)).isEmpty();
    }

    private void add(String note) {
        store.add(user, note, NO_KEY).await().indefinitely();
    }

    private PurgedNotes purge() {
        return store.purge(user).await().indefinitely();
    }

    /** All notes, by pages of that size. */
    private List<Note> read(int pageSize) {
        var notes = new ArrayList<Note>();
        NotePage page = store.read(user, pageSize, Cursor.START).await().indefinitely();
        notes.addAll(page.notes());
        while (page.nextCursor() != null) {
            page = store.read(user, pageSize, after(page)).await().indefinitely();
            notes.addAll(page.notes());
        }
        return notes;
    }

    private static Cursor after(NotePage page) {
        return Cursor.decode(page.nextCursor()).orElseThrow();
    }
}
