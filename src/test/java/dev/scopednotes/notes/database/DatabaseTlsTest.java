package dev.scopednotes.notes.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.testsupport.TlsPostgres;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With one URL both drivers verify the same: the authority and the name (libpq, SSL support). */
class DatabaseTlsTest {

    private static final String ENCRYPTED = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";

    @TempDir
    static Path directory;

    private static TlsPostgres database;
    private static Path stranger;
    private static Vertx vertx;

    @BeforeAll
    static void start() throws Exception {
        database = TlsPostgres.start(directory);
        stranger = TlsPostgres.selfSigned(directory, "stranger");
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        database.close();
    }

    enum Driver {
        REACTIVE {
            @Override
            boolean encrypts(String url) throws Exception {
                PgConnectOptions options = PgConnectOptions.fromUri(url).setUser("postgres");
                DatabaseTls.of(url).applyTo(options);
                return PgConnection.connect(vertx, options)
                        .compose(connection -> connection
                                .query(ENCRYPTED)
                                .execute()
                                .map(rows -> rows.iterator().next().getBoolean(0))
                                .eventually(() -> connection.close()))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
            }
        },
        JDBC {
            @Override
            boolean encrypts(String url) throws Exception {
                try (Connection connection = DriverManager.getConnection("jdbc:" + url, "postgres", "");
                        var rows = connection.createStatement().executeQuery(ENCRYPTED)) {
                    return rows.next() && rows.getBoolean(1);
                }
            }
        };

        abstract boolean encrypts(String url) throws Exception;

        /**
         * JDBC names the reason; for the reactive driver the test shows that it fails in the handshake, beside a case
         * in which it does not.
         */
        String refusal(String byJdbc) {
            return this == JDBC ? byJdbc : "SSL handshake failed";
        }
    }

    private static String url(String host, Path authority) {
        String url = "postgresql://%s:%d/postgres?sslmode=verify-full&sslrootcert=%s"
                .formatted(host, database.postgres().getPort(), authority);
        assertThat(DatabaseTls.of(url).problems()).isEmpty();
        return url;
    }

    @ParameterizedTest
    @EnumSource
    void connectsToAServerWithACertificateOfTheAuthority(Driver driver) throws Exception {
        assertThat(driver.encrypts(url("localhost", database.certificate()))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void refusesACertificateOfAnotherAuthority(Driver driver) {
        String url = url("localhost", stranger);
        assertThatThrownBy(() -> driver.encrypts(url)).hasStackTraceContaining(driver.refusal("PKIX path"));
    }

    @ParameterizedTest
    @EnumSource
    void refusesACertificateForAnotherName(Driver driver) {
        String url = url("127.0.0.1", database.certificate());
        assertThatThrownBy(() -> driver.encrypts(url))
                .hasStackTraceContaining(driver.refusal("The hostname 127.0.0.1 could not be verified"));
    }
}
