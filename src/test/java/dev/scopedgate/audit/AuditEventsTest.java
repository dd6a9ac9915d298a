package dev.scopedgate.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.AuditRecorder;
import dev.scopedgate.testsupport.AuditRecorder.Event;
import dev.scopedgate.testsupport.CompactJws;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One event for each decision, with exactly these fields, as text and as JSON. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class AuditEventsTest {

    private static final Map<String, Object> NOTE = Map.of("user_id", "ray", "note", "an audited note");

    private AuditRecorder audit;

    @BeforeEach
    void listen() {
        audit = new AuditRecorder();
    }

    @AfterEach
    void leave() {
        audit.close();
    }

    private Event only() {
        await().until(() -> !audit.events().isEmpty());
        assertThat(audit.events()).hasSize(1);
        return audit.events().get(0);
    }

    private static TokenForge token(String scopes) {
        return TokenForge.token(scopes).claim("ring", "inner").claim("jti", "4711");
    }

    private static JsonObject byToken(String scopes) throws Exception {
        return new JsonObject()
                .put("held_scopes", scopes)
                .put("subject", "ray")
                .put("client", "test-client")
                .put("ring", "inner")
                .put("issuer", TokenForge.ISSUER)
                .put("token", "jti:" + sha256("4711"))
                .put("client_address", "127.0.0.1");
    }

    private static String sha256(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, 32);
    }

    @Test
    void allowed() throws Exception {
        Instant before = Instant.now();
        assertThat(Mcp.call(token("notes:read notes:write").sign(), "fixture_add", NOTE)
                        .statusCode())
                .isEqualTo(200);

        Event event = only();
        assertThat(event.fields())
                .isEqualTo(byToken("notes:read notes:write")
                        .put("decision", "allowed")
                        .put("tool", "fixture_add")
                        .put("required_scope", "notes:write")
                        .put("request_id", "1"));
        assertThat(Instant.parse(event.json().getJsonObject("mdc").getString("time")))
                .isBetween(before, Instant.now());
        assertThat(event.json().getString("loggerName")).isEqualTo("scoped-gate.audit");
        assertThat(event.text())
                .matches("time=\\S+ decision=allowed tool=fixture_add required_scope=notes:write"
                        + " held_scopes=\"notes:read notes:write\" subject=ray client=test-client ring=inner issuer="
                        + TokenForge.ISSUER + " token=jti:" + sha256("4711")
                        + " client_address=127.0.0.1 request_id=1");
    }

    @Test
    void recordsADenialOnce() throws Exception {
        assertThat(Mcp.call(token("notes:read").sign(), "fixture_add", NOTE).statusCode())
                .isEqualTo(403);

        assertThat(only().fields())
                .isEqualTo(byToken("notes:read")
                        .put("decision", "denied")
                        .put("tool", "fixture_add")
                        .put("required_scope", "notes:write")
                        .put("request_id", "1"));
    }

    @Test
    void undeclared() throws Exception {
        assertThat(Mcp.call(token("notes:read").sign(), "no_such_tool", Map.of())
                        .statusCode())
                .isEqualTo(200);

        assertThat(only().fields())
                .isEqualTo(byToken("notes:read")
                        .put("decision", "undeclared")
                        .put("tool", "no_such_tool")
                        .put("request_id", "1"));
    }

    /** Claims of a token that is not verified are not trusted, so none is recorded. */
    @Test
    void refused() throws Exception {
        String forged = token("notes:read")
                .signedBy(SigningKeys.stranger(), "RS256")
                .header("kid", SigningKeys.rsa().getKeyId())
                .sign();
        assertThat(Mcp.call(forged, "fixture_read", Map.of("user_id", "ray")).statusCode())
                .isEqualTo(401);

        assertThat(only().fields())
                .isEqualTo(new JsonObject()
                        .put("decision", "refused")
                        .put("reason", "signature")
                        .put("detail", "the signature does not verify")
                        .put("token", "token:" + sha256(forged.substring(0, forged.lastIndexOf('.'))))
                        .put("client_address", "127.0.0.1"));
    }

    @Test
    void refusedWithoutAToken() {
        assertThat(given().get("/whoami").statusCode()).isEqualTo(401);

        assertThat(only().fields())
                .isEqualTo(new JsonObject()
                        .put("decision", "refused")
                        .put("reason", "token_missing")
                        .put("client_address", "127.0.0.1"));
    }

    @Test
    void identifiesATokenWithoutJtiByItsSignedPart() throws Exception {
        String token = TokenForge.token("notes:read").without("jti").sign();
        Mcp.call(token, "fixture_add", NOTE);

        assertThat(only().fields().getString("token"))
                .isEqualTo("token:" + sha256(token.substring(0, token.lastIndexOf('.'))));
    }

    /** Anybody who holds an ECDSA signature (r, s) can compute (r, n - s), which is as good. */
    @Test
    void bothEs256SignaturesOfATokenHaveTheSameId() {
        String token = TokenForge.token("notes:read")
                .without("jti")
                .signedBy(SigningKeys.ec(), "ES256")
                .sign();
        String other = CompactJws.withNegativeS(token);

        assertThat(Mcp.call(token, "fixture_add", NOTE).statusCode()).isEqualTo(403);
        assertThat(Mcp.call(other, "fixture_add", NOTE).statusCode()).isEqualTo(403);
        await().untilAsserted(() -> assertThat(audit.events()).hasSize(2));
        assertThat(audit.events().stream()
                        .map(event -> event.fields().getString("token"))
                        .distinct())
                .singleElement()
                .asString()
                .startsWith("token:");
    }

    /** A header that any caller can write is used only under Quarkus' proxy settings, which are off here. */
    @Test
    void theAddressIsTheConnectionsAndNotAHeaders() {
        Mcp.post(token("notes:read").sign())
                .header("X-Forwarded-For", "192.0.2.1")
                .header("Forwarded", "for=192.0.2.1")
                .body(Mcp.body(1, "tools/call", Map.of("name", "fixture_add")))
                .post("/mcp");

        assertThat(only().fields().getString("client_address")).isEqualTo("127.0.0.1");
    }

    /** No value can end a line, begin a field or reverse the direction of the text. */
    @Test
    void noValueForgesAnEvent() {
        String forged = "x\r\ntime=now decision=allowed\u2028\u202e\u0000\u001b[31m\" tool=\"y\\";
        String token = TokenForge.token("notes:read")
                .subject("ray" + forged)
                .claim("client_id", forged)
                .claim("ring", forged + "z".repeat(10_000))
                .sign();
        Mcp.post(token)
                .body(Mcp.body("id" + forged, "tools/call", Map.of("name", "t" + forged)))
                .post("/mcp");

        Event event = only();
        String shown = "x\uFFFD\uFFFDtime=now decision=allowed\uFFFD\uFFFD\uFFFD\uFFFD[31m\" tool=\"y\\";
        assertThat(event.fields().getString("subject")).isEqualTo("ray" + shown);
        assertThat(event.fields().getString("client")).isEqualTo(shown);
        assertThat(event.fields().getString("tool")).isEqualTo("t" + shown);
        assertThat(event.fields().getString("request_id")).isEqualTo("id" + shown);
        assertThat(event.fields().getString("ring")).startsWith(shown).hasSize(301);
        assertThat(event.text())
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]")
                .contains(" subject=\"ray" + shown.replace("\\", "\\\\").replace("\"", "\\\"") + "\" ");
    }

    @Test
    void aFailingHandlerChangesNoAnswer() {
        audit.fail(true);

        assertThat(Mcp.call(TokenForge.bearer("notes:write"), "fixture_add", NOTE)
                        .statusCode())
                .isEqualTo(200);
        assertThat(Mcp.call(TokenForge.bearer("notes:read"), "fixture_add", NOTE)
                        .statusCode())
                .isEqualTo(403);
        assertThat(given().get("/whoami").statusCode()).isEqualTo(401);

        audit.fail(false);
        Mcp.call(TokenForge.bearer("notes:read"), "fixture_purge", Map.of());
        await().until(() ->
                audit.events().stream().anyMatch(event -> event.text().contains("tool=fixture_purge")));
    }
}
