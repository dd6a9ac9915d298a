package dev.scopednotes.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.dev.OwnerOnlyTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another user of a developer's machine can do with the embedded PostgreSQL. */
class EmbeddedDatabaseTest {

    private static final Path DIRECTORY = Path.of("target", "embedded-postgres");

    @Test
    void theApplicationConnectsWithItsPassword() throws SQLException {
        try (Connection connection = connect(PostgresProcess.ROLE, PostgresProcess.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table mine (id int)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes", "postgres"})
    void anotherPasswordIsRefused(String role) {
        for (String password : new String[] {"postgres", "notes", "wrong"}) {
            assertThatThrownBy(() -> connect(role, password))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("28P01");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy pg_temp.mine from program 'id'",
                "select pg_read_file('/etc/passwd')",
                "alter role notes superuser"
            })
    void theApplicationsRoleHasOnlyItsDatabase(String statement) throws SQLException {
        try (Connection connection = connect(PostgresProcess.ROLE, PostgresProcess.password());
                Statement own = connection.createStatement()) {
            own.execute("create temporary table mine (id text)");
            assertThatThrownBy(() -> own.execute(statement))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("42501");
        }
    }

    @Test
    void onlyTheUserCanAccessItsDirectory() throws IOException {
        PostgresProcess.url();

        OwnerOnlyTest.assertOwnerOnly(DIRECTORY, "rwx------");
        assertThat(namesOfItsFiles()).contains("binaries").anyMatch(name -> name.startsWith("data"));
        // another process of the tests may be starting its own
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(namesOfItsFiles()).noneMatch(name -> name.startsWith("initdb")));
        assertThat(Path.of(System.getProperty("java.io.tmpdir"), ".s.PGSQL." + port()))
                .doesNotExist();
    }

    private static List<String> namesOfItsFiles() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String port() {
        var found = Pattern.compile(":(\\d+)/").matcher(PostgresProcess.url());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static Connection connect(String role, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:" + PostgresProcess.url(), role, password);
    }
}
