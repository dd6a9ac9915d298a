package dev.scopednotes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.ProofForge;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

/** No token and no part of one leaves the process: not in a log at TRACE, not in an answer, not in a metric. */
@QuarkusTest
@TestProfile(NoTokenLeaksTest.EverythingLogged.class)
@QuarkusTestResource(KeyServer.class)
class NoTokenLeaksTest {

    /** A part long enough not to occur by chance. */
    private static final int PIECE = 12;

    public static class EverythingLogged implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("quarkus.log.min-level", "TRACE"),
                    Map.entry("quarkus.log.category.\"dev.scopednotes\".level", "TRACE"),
                    Map.entry("quarkus.log.category.\"dev.scopedgate\".level", "TRACE"),
                    Map.entry("quarkus.log.category.\"io.quarkiverse.mcp\".level", "TRACE"),
                    Map.entry("quarkus.log.category.\"io.smallrye.jwt\".level", "TRACE"),
                    Map.entry("quarkus.log.category.\"org.jose4j\".level", "TRACE"),
                    Map.entry("quarkus.log.category.\"io.quarkus.vertx.http\".level", "TRACE"),
                    Map.entry("quarkus.log.category.\"io.quarkus.security\".level", "TRACE"),
                    Map.entry("quarkus.mcp.server.traffic-logging.enabled", "true"),
                    Map.entry("quarkus.mcp.server.traffic-logging.text-limit", "100000"));
        }
    }

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void noTokenIsLoggedOrEchoedForAnyKindOfAnswer() {
        TokenForge good = TokenForge.token("notes:read notes:write").claim("ring", "public");
        List<String> tokens = new ArrayList<>(List.of(
                good.sign(),
                TokenForge.bearer("notes:read"),
                TokenForge.token("notes:read")
                        .time("iat", -7200)
                        .time("exp", -3600)
                        .sign(),
                TokenForge.token("notes:read")
                        .claim("aud", "https://other.example")
                        .sign(),
                TokenForge.token("notes:read")
                        .claim("iss", "https://other.example")
                        .sign(),
                TokenForge.token("notes:read").without("exp").sign(),
                TokenForge.token("notes:read").header("kid", "unknown").sign(),
                TokenForge.token("notes:read")
                        .claim("groups", List.of(5))
                        .claim("roleMappings", "x")
                        .sign(),
                TokenForge.token("notes:read")
                        .signedBy(SigningKeys.stranger(), "RS256")
                        .sign()));
        tokens.add(tokens.get(0).substring(0, tokens.get(0).length() - 20) + "AAAAAAAAAAAAAAAAAAAA");
        tokens.add("opaque-secret-token-without-any-dots");

        List<String> answers = new ArrayList<>();
        List<String> logged = new ArrayList<>();
        try (LogRecorder log = new LogRecorder()) {
            tokens.forEach(token -> answers.addAll(everyKindOfAnswer(token)));
            List.of("allowed", "denied", "refused")
                    .forEach(decision -> await().until(() -> log.entries().stream()
                            .anyMatch(entry -> entry.startsWith("scoped-gate.audit ")
                                    && entry.contains(" decision=" + decision + " "))));
            // events come from one thread, in order: those of all calls before are there with this one
            Mcp.call(tokens.get(0), "no_such_tool", Map.of());
            await().until(() -> log.entries().stream().anyMatch(entry -> entry.contains(" decision=undeclared ")));
            logged.addAll(log.entries());
        }
        answers.add(given().get(metrics).asString());
        // the traffic log was on, and a part of a token would have been found
        assertThat(logged).anyMatch(entry -> entry.contains("a note"));
        assertThat(holdsPieceOf(tokens.get(0), "x" + tokens.get(0).substring(200, 212)))
                .isTrue();
        for (String token : tokens) {
            assertThat(answers)
                    .filteredOn(answer -> holdsPieceOf(token, answer))
                    .isEmpty();
            assertThat(logged).filteredOn(entry -> holdsPieceOf(token, entry)).isEmpty();
        }
    }

    @Test
    void noProofIsLoggedOrEchoed() {
        PublicJsonWebKey key = SigningKeys.ec();
        String token = ProofForge.boundToken(key, "notes:read").sign();
        List<String> proofs = List.of(
                ProofForge.proof(key, "GET", "/whoami", token).sign(),
                ProofForge.proof(key, "GET", "/other", token).sign(),
                ProofForge.proof(key, "GET", "/whoami", token)
                        .header("alg", "none")
                        .sign(),
                ProofForge.proof(key, "GET", "/whoami", token).claim("jti", 5).sign(),
                ProofForge.proof(key, "GET", "/whoami", token).sign() + "A",
                "header." + "not-base64url-at-all!".repeat(3) + ".signature");
        List<String> answers = new ArrayList<>();
        List<String> logged = new ArrayList<>();
        try (LogRecorder log = new LogRecorder()) {
            for (String proof : proofs) {
                // the first one twice, and as a bearer token
                answers.add(text(dpop("DPoP", token, proof)));
                answers.add(text(dpop("DPoP", token, proof)));
                answers.add(text(dpop("Bearer", token, proof)));
            }
            await().until(() -> log.entries().stream().anyMatch(entry -> entry.contains(" reason=replay ")));
            logged.addAll(log.entries());
        }
        answers.add(given().get(metrics).asString());
        assertThat(answers).anyMatch(answer -> answer.contains("has been used before"));
        for (String secret : Stream.concat(Stream.of(token), proofs.stream()).toList()) {
            assertThat(answers)
                    .filteredOn(answer -> holdsPieceOf(secret, answer))
                    .isEmpty();
            assertThat(logged).filteredOn(entry -> holdsPieceOf(secret, entry)).isEmpty();
        }
    }

    private static Response dpop(String scheme, String token, String proof) {
        return given().header("Authorization", scheme + " " + token)
                .header("DPoP", proof)
                .get("/whoami");
    }

    private static List<String> everyKindOfAnswer(String token) {
        String bearer = "Bearer " + token;
        return List.of(
                text(Mcp.call(token, "add_note", Map.of("user_id", "leak", "note", "a note"))),
                text(Mcp.call(token, "read_notes", Map.of("user_id", "leak", "limit", "wrong"))),
                text(Mcp.call(token, "admin_purge", Map.of("user_id", "leak"))),
                text(Mcp.post(token).body("not json").post("/mcp")),
                text(given().header("Authorization", bearer).get("/whoami")),
                text(given().header("Authorization", bearer).get("/nowhere")),
                text(given().queryParam("access_token", token).get("/whoami")),
                text(given().formParam("access_token", token).post("/mcp")));
    }

    private static String text(Response response) {
        return response.headers() + "\n" + response.asString();
    }

    /** Any part except of the header, which is the same for every token. */
    private static boolean holdsPieceOf(String token, String text) {
        String secret = token.substring(token.indexOf('.') + 1);
        for (int start = 0; start + PIECE <= secret.length(); start++) {
            if (text.contains(secret.substring(start, start + PIECE))) {
                return true;
            }
        }
        return false;
    }
}
