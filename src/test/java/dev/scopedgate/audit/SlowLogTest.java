package dev.scopedgate.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.AuditRecorder;
import dev.scopedgate.testsupport.AuditRecorder.Event;
import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** While the log hangs in a write, no denial is lost, and no call and no request thread waits. */
@QuarkusTest
@TestProfile(SlowLogTest.SmallQueue.class)
@QuarkusTestResource(KeyServer.class)
public class SlowLogTest {

    /** How many events wait. */
    public static final int ROOM = 16;

    private static final int DENIALS = 60;
    /** Of one subject, at most. */
    private static final int CONCURRENT_CALLS = 80;

    public static class SmallQueue implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.audit.queue-size",
                    Integer.toString(ROOM),
                    "scoped-gate.audit.refused-per-second",
                    "3",
                    "scoped-gate.limits.concurrent-calls-per-subject",
                    Integer.toString(CONCURRENT_CALLS));
        }
    }

    @TestHTTPResource("/mcp")
    URI mcp;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private CompletableFuture<HttpResponse<String>> call(String token, int id, String tool) {
        return client.sendAsync(
                HttpRequest.newBuilder(mcp)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(60))
                        .POST(BodyPublishers.ofString(Mcp.body(
                                id,
                                "tools/call",
                                Map.of("name", tool, "arguments", Map.of("user_id", "slow", "note", "x")))))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void recordsEveryDenialBeforeItIsAnswered() {
        String reader = TokenForge.bearer("notes:read");
        String writer = TokenForge.bearer("notes:write");
        try (AuditRecorder audit = new AuditRecorder()) {
            audit.stick();
            List<CompletableFuture<HttpResponse<String>>> denials = IntStream.range(0, DENIALS)
                    .mapToObj(id -> call(reader, id, "fixture_add"))
                    .toList();
            await().until(() -> answered(denials) >= ROOM);

            // its event is dropped, and the call does not wait
            assertThat(call(writer, 0, "fixture_add")
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join()
                            .statusCode())
                    .isEqualTo(200);
            // the writer holds one more than the queue has room for
            await().during(Duration.ofMillis(500)).until(() -> answered(denials) <= ROOM + 1);
            assertThat(audit.events()).isEmpty();

            audit.free();
            assertThat(denials)
                    .allSatisfy(denial -> assertThat(denial.orTimeout(20, TimeUnit.SECONDS)
                                    .join()
                                    .statusCode())
                            .isEqualTo(403));
            await().untilAsserted(() -> assertThat(fields(audit, "denied", "request_id"))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, DENIALS)
                            .mapToObj(Integer::toString)
                            .toList()));
            await().untilAsserted(() -> assertThat(fields(audit, "dropped", "count"))
                    .singleElement()
                    .satisfies(count -> assertThat(Integer.parseInt(count)).isPositive()));
            assertThat(given().get(metrics).asString()).containsPattern("(?m)^scoped_gate_audit_dropped_total [1-9]");
        }
    }

    /** Otherwise a caller who does not wait for the answers could make the waiting events as many as it likes. */
    @Test
    void aDenialThatWaitsCountsAgainstItsCallerAlsoWithoutTheConnection() throws Exception {
        String reader = TokenForge.bearer("notes:read");
        byte[] denied = Mcp.body(1, "tools/call", Map.of("name", "fixture_add", "arguments", Map.of()))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(ping(reader)).isEqualTo(200);
        try (AuditRecorder audit = new AuditRecorder()) {
            audit.stick();
            List<KeptAlive> leaving = new ArrayList<>();
            for (int i = 0; i < 2 * ROOM + CONCURRENT_CALLS; i++) {
                leaving.add(new KeptAlive(mcp));
                leaving.get(i).send(KeptAlive.post(reader, denied));
            }
            await().until(() -> ping(reader) == 429);

            for (KeptAlive connection : leaving) {
                connection.close();
            }
            await().during(Duration.ofMillis(500)).until(() -> ping(reader) == 429);

            audit.free();
            await().until(() -> ping(reader) == 200);
        }
    }

    private static int ping(String token) {
        return Mcp.request(token, "ping", Map.of()).statusCode();
    }

    private static long answered(List<CompletableFuture<HttpResponse<String>>> calls) {
        return calls.stream().filter(CompletableFuture::isDone).count();
    }

    private static List<String> fields(AuditRecorder audit, String decision, String field) {
        return audit.events().stream()
                .map(Event::fields)
                .filter(fields -> decision.equals(fields.getString("decision")))
                .map(fields -> fields.getString(field))
                .toList();
    }

    @Test
    void aFloodOfRejectedTokensIsAFewLinesAndACount() {
        int flood = 200;
        try (AuditRecorder audit = new AuditRecorder()) {
            long began = System.nanoTime();
            for (int i = 0; i < flood; i++) {
                assertThat(given().header("Authorization", "Bearer bad" + i)
                                .get("/whoami")
                                .statusCode())
                        .isEqualTo(401);
            }
            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds() + 2;

            await().untilAsserted(() -> assertThat(audit.events().stream()
                            .mapToInt(event -> Integer.parseInt(event.fields().getString("count", "1")))
                            .sum())
                    .isEqualTo(flood));
            assertThat(audit.events()).hasSizeLessThanOrEqualTo(Math.toIntExact(seconds * (3 + 1)));
            assertThat(audit.events())
                    .allSatisfy(event ->
                            assertThat(event.fields().getString("reason")).isEqualTo("malformed"));
            // a flood of one reason hides no other reason
            given().get("/whoami");
            await().untilAsserted(
                            () -> assertThat(fields(audit, "refused", "reason")).contains("token_missing"));
        }
    }
}
