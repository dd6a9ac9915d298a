package dev.scopednotes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopedgate.testsupport.TokenForge;
import java.io.EOFException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A shutdown by an orchestrator interrupts no call and ends in time. */
@Execution(ExecutionMode.CONCURRENT)
class ShutdownIT {

    /** The exit code of the JVM after SIGTERM. */
    private static final int TERMINATED = 128 + 15;

    /** Both tests lock the table. */
    private static final String NOTES = "notes of ShutdownIT";

    private static final Duration DELAY = Duration.ofSeconds(5);

    private static Surroundings surroundings;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        surroundings = new Surroundings();
        token = TokenForge.bearer("notes:read notes:write");
    }

    @AfterAll
    static void stop() throws Exception {
        surroundings.close();
    }

    private static ProductionServer ready(Map<String, String> further) throws Exception {
        Map<String, String> environment = surroundings.environment(ProductionServer.QUICK_START);
        environment.putAll(further);
        return ProductionServer.ready(environment);
    }

    private static byte[] addNote(String note) {
        String body = Mcp.body(
                7, "tools/call", Map.of("name", "add_note", "arguments", Map.of("user_id", "ray", "note", note)));
        return KeptAlive.post(token, body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] ping() {
        return KeptAlive.post(token, Mcp.body(1, "ping", Map.of()).getBytes(StandardCharsets.UTF_8));
    }

    private static Duration since(Instant begin) {
        return Duration.between(begin, Instant.now());
    }

    @Test
    @ResourceLock(NOTES)
    void answersCallsInFlightWhileReadinessIsDown() throws Exception {
        try (ProductionServer server = ready(Map.of("SCOPED_NOTES_DATABASE_TIMEOUT", "25s"));
                KeptAlive slow = new KeptAlive(server.uri("/"));
                KeptAlive kept = new KeptAlive(server.uri("/"));
                Connection lock = surroundings.lockNotes()) {
            kept.send(ping());
            assertThat(kept.read().headers()).doesNotContainKey("connection");
            slow.send(addNote("in flight at the end"));
            surroundings.awaitWaiting();

            Instant begin = Instant.now();
            server.terminate();
            await().atMost(Duration.ofSeconds(3)).until(() -> server.readiness() == 503);
            // endpoints and proxies have not noticed yet: new requests are served and told to close
            kept.send(ping());
            KeptAlive.Answer last = kept.read();
            assertThat(last.status()).isEqualTo(200);
            assertThat(last.headers()).containsEntry("connection", "close");
            assertThatThrownBy(kept::read).isInstanceOf(EOFException.class);
            assertThat(given().get(server.uri("/.well-known/oauth-protected-resource"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(since(begin)).isLessThan(DELAY);

            Thread.sleep(DELAY.plusSeconds(2).minus(since(begin)).toMillis());
            assertThat(server.isAlive()).isTrue();
            lock.commit();

            KeptAlive.Answer answer = slow.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text())
                    .contains("\"id\":7", "in flight at the end")
                    .doesNotContain("error");
            assertThat(server.awaitExit()).isEqualTo(TERMINATED);
            assertThat(since(begin)).isLessThan(DELAY.plusSeconds(15));
            assertThat(surroundings.count("note where note = 'in flight at the end'"))
                    .isEqualTo(1);
            assertThatThrownBy(() -> new KeptAlive(server.uri("/"))).isInstanceOf(ConnectException.class);
            assertThat(server.output()).doesNotContain("ERROR", "\tat ");
        }
    }

    @Test
    @ResourceLock(NOTES)
    void endsDespiteACallThatTakesLongerThanTheDrain() throws Exception {
        Map<String, String> shorter = Map.of(
                "SCOPED_NOTES_DATABASE_TIMEOUT", "60s",
                "QUARKUS_SHUTDOWN_DELAY", "1s",
                "QUARKUS_SHUTDOWN_TIMEOUT", "4s");
        try (ProductionServer server = ready(shorter);
                KeptAlive hanging = new KeptAlive(server.uri("/"));
                Connection lock = surroundings.lockNotes()) {
            hanging.send(addNote("hangs"));
            surroundings.awaitWaiting();

            Instant begin = Instant.now();
            server.terminate();

            assertThat(server.awaitExit()).isEqualTo(TERMINATED);
            assertThat(since(begin)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(20));
            lock.rollback();
        }
    }
}
