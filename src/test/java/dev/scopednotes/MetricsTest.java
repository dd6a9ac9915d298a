package dev.scopednotes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Scrape;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The management port exposes each series from the start, and none that a caller creates. */
@QuarkusTest
@TestProfile(MetricsTest.Fresh.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@QuarkusTestResource(KeyServer.class)
class MetricsTest {

    private static final String ALLOWED =
            "scoped_gate_decisions_total{outcome=allowed,scope=notes:read,tool=read_notes}";
    private static final String DENIED = "scoped_gate_decisions_total{outcome=denied,scope=notes:write,tool=add_note}";
    private static final String UNDECLARED =
            "scoped_gate_decisions_total{outcome=undeclared,scope=none,tool=undeclared}";
    private static final String HITS = "scoped_gate_token_cache_requests_total{result=hit}";
    private static final String MISSES = "scoped_gate_token_cache_requests_total{result=miss}";
    private static final String VERIFIED = "scoped_gate_token_verification_seconds_count";
    private static final String IN_FLIGHT = "scoped_gate_calls_in_flight";

    /** A separate application that has received no call yet. */
    public static class Fresh implements QuarkusTestProfile {}

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @TestHTTPResource
    URI server;

    private Scrape scrape() {
        return Scrape.of(metrics);
    }

    @Test
    @Order(1)
    void everySeriesExistsBeforeTheFirstCall() {
        String issuer = "issuer=" + TokenForge.ISSUER;
        await().until(() -> scrape().value("scoped_gate_keys_fetches_total{" + issuer + ",outcome=ok}") == 1);
        Scrape scrape = scrape();

        assertThat(List.of(
                        ALLOWED,
                        "scoped_gate_decisions_total{outcome=denied,scope=notes:read,tool=read_notes}",
                        "scoped_gate_decisions_total{outcome=allowed,scope=notes:write,tool=add_note}",
                        DENIED,
                        "scoped_gate_decisions_total{outcome=allowed,scope=admin:notes,tool=admin_purge}",
                        "scoped_gate_decisions_total{outcome=denied,scope=admin:notes,tool=admin_purge}",
                        UNDECLARED,
                        HITS,
                        MISSES,
                        VERIFIED,
                        IN_FLIGHT,
                        "scoped_gate_token_cache_size",
                        "scoped_gate_tokens_refused_total{reason=expired}",
                        "scoped_gate_tokens_refused_total{reason=keys_unavailable}",
                        "scoped_gate_keys_fetches_total{" + issuer + ",outcome=failed}",
                        "scoped_gate_audit_dropped_total"))
                .allSatisfy(name -> assertThat(scrape.value(name)).as(name).isZero());
        assertThat(scrape.value("scoped_gate_keys_age_seconds{" + issuer + "}")).isBetween(0.0, 300.0);
    }

    @Test
    void countsACallOnceByItsDecision() {
        Scrape before = scrape();
        String token = TokenForge.bearer("notes:read");
        Mcp.call(token, "read_notes", Map.of("user_id", "ray"));
        Mcp.call(token, "add_note", Map.of());
        Mcp.call(token, "no_such_tool", Map.of());
        Scrape after = scrape();

        assertThat(List.of(ALLOWED, DENIED, UNDECLARED))
                .allSatisfy(name -> assertThat(after.value(name) - before.value(name))
                        .as(name)
                        .isEqualTo(1));
        assertThat(after.value(MISSES) - before.value(MISSES)).isEqualTo(1);
        assertThat(after.value(HITS) - before.value(HITS)).isEqualTo(2);
        assertThat(after.value(VERIFIED) - before.value(VERIFIED)).isEqualTo(1);
        assertThat(after.value("scoped_gate_token_verification_seconds_bucket{le=+Inf}"))
                .isEqualTo(after.value(VERIFIED));
    }

    @Test
    void countsARejectedTokenByItsReason() {
        String expired = "scoped_gate_tokens_refused_total{reason=expired}";
        double before = scrape().value(expired);

        String token = TokenForge.token("notes:read")
                .time("iat", -7200)
                .time("exp", -3600)
                .sign();
        given().header("Authorization", "Bearer " + token).get("/whoami");

        assertThat(scrape().value(expired) - before).isEqualTo(1);
    }

    /** A body that never arrives: the call is in flight while the connection is open, and not longer. */
    @Test
    void anUnansweredCallIsInFlight() throws Exception {
        String head = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\nContent-Length: 10\r\nAuthorization: Bearer "
                + TokenForge.bearer("notes:read") + "\r\n\r\n";
        try (KeptAlive connection = new KeptAlive(server)) {
            connection.send(head.getBytes(StandardCharsets.US_ASCII));
            await().until(() -> scrape().value(IN_FLIGHT) == 1);
        }
        await().until(() -> scrape().value(IN_FLIGHT) == 0);
    }

    @Test
    void theDatabasePoolIsMeasured() {
        Mcp.call(TokenForge.bearer("notes:read"), "read_notes", Map.of("user_id", "ray"));

        assertThat(scrape().series().keySet())
                .anyMatch(name -> name.startsWith("sql_pool_queue_size"))
                .anyMatch(name -> name.startsWith("sql_pool_active"));
    }

    @Test
    void aThousandNamesFromACallerCreateNoSeries() throws Exception {
        Set<String> before;
        try (KeptAlive connection = new KeptAlive(server)) {
            everyKindOfCall(connection, "warm");
            before = scrape().series().keySet();

            for (int number = 0; number < 1000; number++) {
                everyKindOfCall(connection, "made-up-" + number);
            }
        }

        Scrape after = scrape();
        // a garbage collection of a new kind adds its own series
        assertThat(after.series().keySet().stream().filter(name -> !name.startsWith("jvm_")))
                .isSubsetOf(before);
        assertThat(after.series().keySet()).noneMatch(name -> name.contains("made-up"));
        assertThat(after.value(UNDECLARED)).isGreaterThanOrEqualTo(1001);
    }

    private static void everyKindOfCall(KeptAlive connection, String name) throws Exception {
        String token = TokenForge.token("notes:read " + name)
                .subject(name)
                .claim("client_id", name)
                .claim("ring", name)
                .sign();
        String call = Mcp.body(1, "tools/call", Map.of("name", name, "arguments", Map.of()));
        connection.send(KeptAlive.post(token, call.getBytes(StandardCharsets.UTF_8)));
        assertThat(connection.read().status()).isEqualTo(200);
        connection.send(("GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + name + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(connection.read().status()).isEqualTo(401);
    }
}
