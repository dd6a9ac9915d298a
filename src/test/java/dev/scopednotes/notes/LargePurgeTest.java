package dev.scopednotes.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** A purge of more notes than one statement could delete in scoped-notes.database.timeout. */
@QuarkusTest
class LargePurgeTest {

    private static final Logger LOG = Logger.getLogger(LargePurgeTest.class);
    private static final int MANY = 300_000;

    @Inject
    NoteStore store;

    @Inject
    DataSource database;

    @Inject
    NoteRows rows;

    private final String user = UUID.randomUUID().toString();

    @Test
    void deletesAllInStepsAndSaysHowMany() throws SQLException {
        rows.add(user + "2", "stays");
        fill(MANY, "now() - number * interval '1 second'");
        Instant begun = Instant.now();
        int purged = 0;
        PurgedNotes last;
        do {
            last = store.purge(user).await().indefinitely();
            purged += last.purged();
        } while (!last.complete());

        LOG.infof("%d notes purged in %s", MANY, Duration.between(begun, Instant.now()));
        assertThat(purged).isEqualTo(MANY);
        assertThat(rows.of(user)).isEmpty();
        assertThat(rows.of(user + "2")).containsExactly("stays");
    }

    @Test
    void deletesNotesWithEqualTimestamps() throws SQLException {
        fill(5_000, "now()");

        assertThat(store.purge(user).await().indefinitely()).isEqualTo(PurgedNotes.of(user, 5_000, true));
    }

    @Test
    void reportsHowManyAreDeletedWhenAStepFails() throws SQLException {
        fill(5_000, "now() - number * interval '1 second'");
        try (Connection holder = database.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            // the oldest, and so in the last step
            statement.execute(
                    "select id from note where user_id = '%s' order by created_at limit 1 for update".formatted(user));

            Throwable failure = catchThrowable(() -> store.purge(user).await().indefinitely());
            holder.rollback();

            assertThat(failure).isInstanceOf(StoreUnavailable.class).hasMessageContaining("try again");
            int left = rows.of(user).size();
            assertThat(left).isBetween(1, 4_000);
            assertThat(failure)
                    .hasMessageContaining("%d notes were deleted, the others remain".formatted(5_000 - left));
            assertThat(store.purge(user).await().indefinitely()).isEqualTo(PurgedNotes.of(user, left, true));
        }
    }

    private void fill(int count, String createdAt) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into note (user_id, note, created_at) select '%s', 'note ' || number, %s"
                            .formatted(user, createdAt)
                    + " from generate_series(1, %d) as number".formatted(count));
        }
    }
}
