package dev.scopednotes.notes.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One statement tells a schema that Flyway would leave as it is from any other. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class SchemaHistoryTest {

    private static final String INSERT =
            "insert into flyway_schema_history (installed_rank, version, description, type,"
                    + " script, checksum, installed_by, execution_time, success) values (99, ";

    @Inject
    Pool pool;

    @Test
    void whatFlywayHasRecordedIsCurrent() throws Exception {
        assertThat(isCurrentAfter("select 1")).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "delete from flyway_schema_history",
                "update flyway_schema_history set version = '0'",
                "update flyway_schema_history set version = null",
                "update flyway_schema_history set version = '1.1'",
                "update flyway_schema_history set success = false",
                "update flyway_schema_history set checksum = checksum + 1",
                "update flyway_schema_history set checksum = null",
                "update flyway_schema_history set description = 'other'",
                "update flyway_schema_history set type = 'BASELINE'",
                INSERT + "'1', 'note', 'SQL', 'V1__note.sql', 1836043791, 'postgres', 1, true)",
                INSERT + "'0', 'older', 'SQL', 'V0__older.sql', 1, 'postgres', 1, true)",
                INSERT + "null, 'repeatable', 'SQL', 'R__repeatable.sql', 1, 'postgres', 1, true)",
                INSERT + "'2', 'next', 'SQL', 'V2__next.sql', 1, 'postgres', 1, false)",
                // Flyway would look there, and not find the tables of the other schema
                "create schema earlier; set local search_path to earlier, public"
            })
    void anythingElseIsLeftToFlyway(String change) throws Exception {
        assertThat(isCurrentAfter(change)).isFalse();
    }

    @Test
    void laterMigrationsOfANewerVersionAreAccepted() throws Exception {
        assertThat(isCurrentAfter(INSERT + "'2', 'next', 'SQL', 'V2__next.sql', 1, 'postgres', 1, true)"))
                .isTrue();
    }

    @Test
    void everyFileOfTheFolderIsKnown() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources", MigrationFiles.FOLDER))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(MigrationFiles.names());
        }
    }

    /** In a transaction that is rolled back. */
    private boolean isCurrentAfter(String change) throws Exception {
        Future<Boolean> judged = pool.withConnection(connection -> connection
                .begin()
                .compose(transaction -> connection
                        .query(change)
                        .execute()
                        .compose(changed ->
                                connection.query(SchemaHistory.STATEMENT).execute())
                        .map(SchemaHistory::isCurrent)
                        .eventually(() -> transaction.rollback())));
        return judged.toCompletionStage().toCompletableFuture().get();
    }
}
