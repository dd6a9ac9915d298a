package dev.scopedgate.limits;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeptAlive.Answer;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each refusal beside a call that differs in one thing; each test has its own addresses and subjects. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(CallLimitsTest.FiveAMinute.class)
class CallLimitsTest {

    private static final int LIMIT = 5;
    private static final byte[] PING = Mcp.body(7, "ping", Map.of()).getBytes(StandardCharsets.UTF_8);

    public static class FiveAMinute implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.limits.calls-per-subject", "5",
                    "scoped-gate.limits.refused-per-address", "5",
                    "scoped-gate.limits.calls-per-address", "20",
                    // so that a valid token is soon verified again
                    "scoped-gate.token-cache.max-age", "0.2s",
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.90");
        }
    }

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private static String token(String subject) {
        return TokenForge.token("notes:read").subject(subject).sign();
    }

    private static String bad() {
        return TokenForge.token("notes:read").time("exp", -3600).sign();
    }

    private Answer ping(String from, String token) throws IOException {
        return send(from, KeptAlive.post(token, PING));
    }

    private Answer send(String from, byte[] request) throws IOException {
        try (KeptAlive connection = new KeptAlive(server, from)) {
            connection.send(request);
            return connection.read();
        }
    }

    private int get(String from, String headers) throws IOException {
        String request = "GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
        return send(from, request.getBytes(StandardCharsets.US_ASCII)).status();
    }

    private void refuse(String from) throws IOException {
        for (int i = 0; i < LIMIT; i++) {
            assertThat(ping(from, bad()).status()).isEqualTo(401);
        }
    }

    private double limited(String limit) {
        String name = "scoped_gate_calls_limited_total{limit=\"" + limit + "\"} ";
        String line = given().get(metrics)
                .asString()
                .lines()
                .filter(one -> one.startsWith(name))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.substring(name.length()));
    }

    private static void assertLimited(Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).doesNotContainKey("www-authenticate").containsEntry("cache-control", "no-store");
        assertThat(Integer.parseInt(answer.headers().get("retry-after"))).isBetween(1, 60 / LIMIT);
        JsonObject body = new JsonObject(answer.text());
        assertThat(body.getString("jsonrpc")).isEqualTo("2.0");
        assertThat(body.containsKey("id")).isTrue();
        assertThat(body.getValue("id")).isNull();
        assertThat(body.getJsonObject("error").getInteger("code")).isEqualTo(-32000);
    }

    @Test
    void limitsOnlyTheSubjectThatUsedItsCalls() throws IOException {
        for (int i = 0; i < LIMIT; i++) {
            assertThat(ping("127.0.0.10", token("busy")).status()).isEqualTo(200);
        }
        double before = limited("subject");

        // with a new token and from another address too
        assertLimited(ping("127.0.0.11", token("busy")));
        assertThat(limited("subject")).isEqualTo(before + 1);
        assertThat(ping("127.0.0.10", token("not busy")).status()).isEqualTo(200);
        // outside JSON-RPC the body has no JSON-RPC error
        Answer whoami = send(
                "127.0.0.10",
                ("GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token("busy") + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(whoami.status()).isEqualTo(429);
        assertThat(new JsonObject(whoami.text()).getString("error")).isEqualTo("too_many_requests");
    }

    @Test
    void afterManyRejectedTokensOfAnAddressUnknownTokensAreNotVerified() throws IOException {
        refuse("127.0.0.20");

        Answer bad = ping("127.0.0.20", bad());
        Answer good = ping("127.0.0.20", token("newcomer"));

        assertLimited(bad);
        assertLimited(good);
        assertThat(bad.text()).as("says nothing of the token").isEqualTo(good.text());
        assertThat(ping("127.0.0.21", bad()).status()).isEqualTo(401);
        assertThat(ping("127.0.0.21", token("newcomer")).status()).isEqualTo(200);
        // no token to verify, and the first request of every client
        assertThat(get("127.0.0.20", "")).isEqualTo(401);
    }

    @Test
    void rejectedTokensOfTheSameAddressDoNotLockOutKnownTokens() throws Exception {
        String known = token("known");
        assertThat(ping("127.0.0.30", known).status()).isEqualTo(200);
        refuse("127.0.0.30");
        assertLimited(ping("127.0.0.30", bad()));

        assertThat(ping("127.0.0.30", known).status()).isEqualTo(200);
        // no longer cached, so verified again
        Thread.sleep(400);
        assertThat(ping("127.0.0.30", known).status()).isEqualTo(200);
    }

    @Test
    void aTokenIsExemptUntilItIsRejected() throws Exception {
        String ending = TokenForge.token("notes:read")
                .subject("ending")
                .time("iat", -60)
                .time("exp", -25)
                .sign();
        assertThat(ping("127.0.0.35", ending).status()).isEqualTo(200);
        refuse("127.0.0.35");
        Thread.sleep(6000);

        // the clock skew has passed
        assertThat(ping("127.0.0.35", ending).status()).isEqualTo(401);
        assertLimited(ping("127.0.0.35", ending));
    }

    @Test
    void validTokensDoNotCountAgainstTheirAddress() throws IOException {
        for (int i = 0; i < 3 * LIMIT; i++) {
            assertThat(ping("127.0.0.40", token("one of many " + i)).status()).isEqualTo(200);
        }
        assertThat(ping("127.0.0.40", bad()).status()).isEqualTo(401);
    }

    @Test
    void limitsTheRequestsOfAnAddressWithOrWithoutAToken() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(get("127.0.0.50", "")).isEqualTo(401);
        }
        assertThat(get("127.0.0.50", "")).isEqualTo(429);
        assertThat(get("127.0.0.51", "")).isEqualTo(401);
    }

    @Test
    void aForwardedAddressCountsOnlyFromATrustedProxy() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(get("127.0.0.90", "X-Forwarded-For: 192.0.2.1\r\n")).isEqualTo(401);
            assertThat(get("127.0.0.91", "X-Forwarded-For: 192.0.2." + i + "\r\n"))
                    .isEqualTo(401);
        }
        assertThat(get("127.0.0.90", "X-Forwarded-For: 192.0.2.1\r\n")).isEqualTo(429);
        assertThat(get("127.0.0.90", "X-Forwarded-For: 192.0.2.77\r\n")).isEqualTo(401);
        assertThat(get("127.0.0.91", "X-Forwarded-For: 192.0.2.77\r\n")).isEqualTo(429);
    }
}
