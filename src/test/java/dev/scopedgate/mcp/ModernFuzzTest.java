package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scopedgate.fixture.FixtureNotes;
import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeptAlive.Answer;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 50,000 bodies and 20,000 sets of headers similar to those of a modern request: each gets exactly one answer, none
 * causes a server error, and no tool runs whose headers do not say what its body says. {@code -Dfuzz.seed=…} makes
 * others; a failure names its seed.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class ModernFuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 20261126);
    private static final int HEADERS = 20_000;
    private static final JsonMapper JSON = new JsonMapper();

    @TestHTTPResource("/")
    URI server;

    @Inject
    FixtureNotes rows;

    @ParameterizedTest(name = "{1} bodies with scope {0}: structured content {2}, rows come {3}, rows go {4}")
    @CsvSource({
        "'', 10000, none, false, false",
        "notes:read, 20000, notes, false, false",
        "notes:write, 10000, note, true, false",
        "admin:notes, 10000, user_id, false, true",
    })
    void everyBodyIsAnsweredAndNoneBypassesTheGate(String scope, int bodies, String content, boolean come, boolean go)
            throws IOException {
        rows.add(Envelopes.PURGED, "before");
        Set<String> before = rows.all();
        String token = TokenForge.token(scope).time("exp", 3600).sign();
        try (LogRecorder log = new LogRecorder();
                KeptAlive connection = new KeptAlive(server)) {
            for (int i = 0; i < bodies; i++) {
                byte[] body = EnvelopeMutations.modern(SEED + i);
                try {
                    connection.send(KeptAlive.post(token, body, headers(body, SEED + i)));
                    FuzzAnswer.check(connection.read(), body, content);
                } catch (IOException | RuntimeException | AssertionError e) {
                    throw new AssertionError(
                            "seed %d, body in Base64: %s"
                                    .formatted(SEED + i, Base64.getEncoder().encodeToString(body)),
                            e);
                }
            }
            assertThat(log.faults()).isEmpty();
        }
        Set<String> after = rows.all();
        assertThat(before.containsAll(after)).as("nothing was stored").isEqualTo(!come);
        assertThat(after.containsAll(before)).as("nothing was purged").isEqualTo(!go);
    }

    /** Mostly what the body says, if it can be read; otherwise those of a call. */
    private static String headers(byte[] body, long seed) {
        String method = "tools/call";
        String name = "fixture_read";
        if (new Random(seed).nextInt(10) > 0) {
            try {
                JsonNode message = JSON.readTree(body);
                method = message.path("method").asText();
                name = message.path("params")
                        .path("name")
                        .asText(message.path("params").path("uri").asText());
            } catch (IOException notJson) {
                // those of a call
            }
        }
        return "MCP-Protocol-Version: " + Modern.VERSION + "\r\nMcp-Method: " + line(method) + "\r\nMcp-Name: "
                + (name.length() > 1000 ? "none" : Modern.encoded(name)) + "\r\n";
    }

    /** A header cannot carry every method that a mutation makes. */
    private static String line(String method) {
        return method.chars().allMatch(c -> c > ' ' && c <= '~') && !method.isEmpty() && method.length() < 1000
                ? method
                : "none";
    }

    @Test
    void onlyACallWhoseHeadersAreTrueRuns() throws IOException {
        String token = TokenForge.token("notes:write").time("exp", 3600).sign();
        String user = "headers-" + UUID.randomUUID();
        int truths = 0;
        try (LogRecorder log = new LogRecorder();
                KeptAlive connection = new KeptAlive(server)) {
            for (int i = 0; i < HEADERS; i++) {
                HeaderMutations headers = HeaderMutations.of(SEED + i, "tools/call", "fixture_add");
                byte[] body = Modern.call("fixture_add", Map.of("user_id", user, "note", "n" + i))
                        .id(i)
                        .body()
                        .getBytes(StandardCharsets.UTF_8);
                connection.send(KeptAlive.post(token, body, headers.lines()));
                Answer answer = connection.read();
                String what = "seed " + (SEED + i) + ": " + headers.lines() + answer.text();
                assertThat(answer.status()).as(what).isEqualTo(headers.areTrue() ? 200 : 400);
                assertThat(answer.text()).as(what).contains("\"id\":" + i);
                assertThat(JSON.readTree(answer.body())
                                .path("error")
                                .path("code")
                                .asInt())
                        .as(what)
                        .isEqualTo(headers.areTrue() ? 0 : -32020);
                truths += headers.areTrue() ? 1 : 0;
            }
            assertThat(log.faults()).isEmpty();
        }
        assertThat(truths).isBetween(HEADERS / 10, HEADERS / 2);
        assertThat(rows.of(user)).hasSize(truths);
    }
}
