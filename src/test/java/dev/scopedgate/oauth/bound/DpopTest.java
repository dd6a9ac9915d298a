package dev.scopedgate.oauth.bound;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.oauth.bound.BadProofs.Bad;
import dev.scopedgate.oauth.corpus.Mutations;
import dev.scopedgate.testsupport.AuditRecorder;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.ProofForge;
import dev.scopedgate.testsupport.Scrape;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that is bound to a key works with a new proof for each request, and with nothing else (RFC 9449 §7). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class DpopTest {

    private static final String ALGS = "algs=\"ES256 EdDSA PS256 RS256 Ed25519 Ed448\"";
    private static final String METADATA = "resource_metadata=\"" + TokenForge.METADATA + "\", scope=\"notes:read\"";
    private static final String TOKEN = bound("notes:read notes:write");

    @Inject
    Vertx vertx;

    @TestHTTPResource("/whoami")
    URI whoami;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private static String bound(String scopes) {
        return ProofForge.boundToken(ClientKeys.EC, scopes).time("exp", 3600).sign();
    }

    private static ProofForge proof(String method, String path, String token) {
        return ProofForge.proof(ClientKeys.EC, method, path, token);
    }

    private static RequestSpecification dpop(String token, Object... proofs) {
        RequestSpecification request = given().header("Authorization", "DPoP " + token);
        Stream.of(proofs).forEach(proof -> request.header("DPoP", proof));
        return request;
    }

    private static void assertRefused(Response response, String challenge, String error, String detail) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().getValues("WWW-Authenticate")).containsExactly(challenge);
        assertThat(response.asString()).isEqualTo("{\"error\":\"" + error + "\",\"detail\":\"" + detail + "\"}");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
    }

    private static String dpopChallenge(String error, String detail) {
        return "DPoP " + METADATA + ", error=\"" + error + "\", error_description=\"" + detail + "\", " + ALGS;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"GET, /whoami, 200", "HEAD, /whoami, 200", "GET, /scopes, 200", "POST, /mcp, 200", "GET, /mcp, 405"})
    void worksWithAProofForTheMethodAndThePathAndNoOther(String method, String path, int status) {
        for (String other : List.of("/other", path)) {
            Response response = dpop(TOKEN, proof(method, other, TOKEN).sign())
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .body(method.equals("POST") ? Mcp.body(1, "tools/list", Map.of()) : "")
                    .request(method, path);
            assertThat(response.statusCode()).as(other).isEqualTo(other.equals(path) ? status : 401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPoP", "dpop", "DPOP"})
    void theSchemeIsReadInAnyCase(String scheme) {
        given().header("Authorization", scheme + " " + TOKEN)
                .header("dpop", proof("GET", "/whoami", TOKEN).sign())
                .get("/whoami")
                .then()
                .statusCode(200);
    }

    static Stream<Bad> bad() {
        return BadProofs.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void aBadProofIsRefusedByNameAndTheTokenStaysGood(Bad bad) {
        String token = ProofForge.boundToken(bad.jkt(), "notes:read").sign();
        assertRefused(
                dpop(token, bad.headers().of(token).toArray()).get("/whoami"),
                dpopChallenge(bad.error(), bad.check()),
                bad.error(),
                bad.check());

        String alg = bad.boundTo().getKeyType().equals("EC")
                ? "ES256"
                : bad.boundTo() == ClientKeys.ED25519 ? "EdDSA" : "RS256";
        if (bad.boundTo() != ClientKeys.P384 && !bad.isOfTheKey()) {
            dpop(
                            token,
                            ProofForge.proof(bad.boundTo(), alg, "GET", "/whoami", token)
                                    .sign())
                    .get("/whoami")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void aMutatedProofIsRefusedOverHttp() throws Exception {
        String right = proof("GET", "/whoami", TOKEN).sign();
        Mutations mutations = new Mutations(20261126L, List.of(right));
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<String> mutants = Stream.generate(mutations::next)
                .filter(mutant -> mutant.matches("[!-~]+"))
                .limit(500)
                .toList();
        for (String mutant : mutants) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(whoami)
                            .header("Authorization", "DPoP " + TOKEN)
                            .header("DPoP", mutant)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(mutant).isEqualTo(401);
        }
        dpop(TOKEN, right).get("/whoami").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer"})
    void asAPlainBearerTokenItIsRefusedByName(String scheme) {
        String detail =
                "the token is bound to a key by cnf.jkt: present it with the scheme DPoP and a proof of the key";
        String challenge =
                "Bearer " + METADATA + ", error=\"invalid_token\", error_description=\"" + detail + "\", DPoP " + ALGS;
        // new, and remembered
        String token = bound("notes:read");
        assertRefused(
                given().header("Authorization", scheme + " " + token).get("/whoami"),
                challenge,
                "invalid_token",
                detail);
        dpop(token, proof("GET", "/whoami", token).sign()).get("/whoami").then().statusCode(200);
        assertRefused(
                given().header("Authorization", scheme + " " + token)
                        .header("DPoP", proof("GET", "/whoami", token).sign())
                        .get("/whoami"),
                challenge,
                "invalid_token",
                detail);
    }

    @Test
    void anUnboundTokenIsNotForTheSchemeDpop() {
        String token = TokenForge.bearer("notes:read");
        String detail = "the token is not bound to a key by cnf.jkt: present it with the scheme Bearer";

        assertRefused(
                dpop(token, proof("GET", "/whoami", token).sign()).get("/whoami"),
                dpopChallenge("invalid_token", detail),
                "invalid_token",
                detail);
        // beside a bearer token a proof means nothing
        given().header("Authorization", "Bearer " + token)
                .header("DPoP", "nonsense")
                .get("/whoami")
                .then()
                .statusCode(200);
    }

    @Test
    void aTokenThatIsBoundToACertificateTooNeedsBoth() {
        String thumbprint = ProofForge.thumbprint(ClientKeys.EC);
        String token = TokenForge.token("notes:read")
                .claim("cnf", Map.of("jkt", thumbprint, "x5t#S256", thumbprint))
                .sign();

        assertThat(dpop(token, proof("GET", "/whoami", token).sign())
                        .get("/whoami")
                        .jsonPath()
                        .getString("detail"))
                .contains("bound to a client certificate");
        assertThat(given().header("Authorization", "Bearer " + token)
                        .get("/whoami")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aFaultOfTheTokenIsChallengedUnderTheSchemeOfTheRequest() {
        String expired = ProofForge.boundToken(ClientKeys.EC, "notes:read")
                .time("exp", -3600)
                .sign();
        assertRefused(
                dpop(expired, proof("GET", "/whoami", expired).sign()).get("/whoami"),
                dpopChallenge("invalid_token", "exp has passed"),
                "invalid_token",
                "exp has passed");
        Response twice = given().header("Authorization", "DPoP " + TOKEN)
                .header("Authorization", "Bearer " + TOKEN)
                .header("DPoP", proof("GET", "/whoami", TOKEN).sign())
                .get("/whoami");
        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(twice.header("WWW-Authenticate")).startsWith("DPoP ").contains("error=\"invalid_request\"");
        Response inQuery = dpop(TOKEN, proof("GET", "/whoami", TOKEN).sign())
                .queryParam("access_token", TOKEN)
                .get("/whoami");
        assertThat(inQuery.statusCode()).isEqualTo(400);
        assertThat(given().header("DPoP", proof("POST", "/mcp", TOKEN).sign())
                        .contentType("application/x-www-form-urlencoded")
                        .formParam("access_token", TOKEN)
                        .post("/mcp")
                        .statusCode())
                .isEqualTo(400);
        assertThat(given().header("Authorization", "DPoP").get("/whoami").header("WWW-Authenticate"))
                .startsWith("DPoP ");
    }

    @Test
    void withoutATokenTheFirstChallengeIsForBearerAndTheSecondForDpop() {
        Response response = given().get("/whoami");

        assertThat(response.headers().getValues("WWW-Authenticate"))
                .containsExactly("Bearer " + METADATA + ", DPoP " + ALGS);
    }

    @Test
    void tooLittleScopeIsChallengedUnderDpop() {
        Response denied = dpop(TOKEN, proof("POST", "/mcp", TOKEN).sign())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .body(Mcp.body(1, "tools/call", Map.of("name", "fixture_purge", "arguments", Map.of("user_id", "ray"))))
                .post("/mcp");

        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.headers().getValues("WWW-Authenticate")).hasSize(1);
        assertThat(denied.header("WWW-Authenticate")).startsWith("DPoP error=\"insufficient_scope\"");
    }

    @Test
    void aProofIsAcceptedOnceAlsoOnAnotherConnectionAndWithAnotherToken() {
        String used = proof("GET", "/whoami", TOKEN).claim("jti", "used").sign();
        dpop(TOKEN, used).get("/whoami").then().statusCode(200);

        String detail = "the proof, or its jti, has been used before";
        assertRefused(
                dpop(TOKEN, used).header("Connection", "close").get("/whoami"),
                dpopChallenge("invalid_dpop_proof", detail),
                "invalid_dpop_proof",
                detail);
        String another = bound("notes:read");
        assertThat(dpop(
                                another,
                                proof("GET", "/whoami", another)
                                        .claim("jti", "used")
                                        .sign())
                        .get("/whoami")
                        .statusCode())
                .isEqualTo(401);
        dpop(TOKEN, proof("GET", "/whoami", TOKEN).claim("jti", "Used").sign())
                .get("/whoami")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofConcurrentRequestsWithOneProofOneIsAccepted(boolean remembered) {
        String token = bound("notes:read");
        if (remembered) {
            dpop(token, proof("GET", "/whoami", token).sign())
                    .get("/whoami")
                    .then()
                    .statusCode(200);
        }
        String once = proof("GET", "/whoami", token).sign();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 20)
                .mapToObj(i -> client.sendAsync(
                                HttpRequest.newBuilder(whoami)
                                        .header("Authorization", "DPoP " + token)
                                        .header("DPoP", once)
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).filter(status -> status == 200))
                .hasSize(1);
        assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(200, 401);
    }

    @Test
    void aProofThatWasUsedOverHttp2IsUsed() throws Exception {
        io.vertx.core.http.HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        String proof = proof("GET", "/whoami", TOKEN).sign();
        try {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                statuses.add(client.request(new RequestOptions()
                                .setHost(whoami.getHost())
                                .setPort(whoami.getPort())
                                .setURI("/whoami?query=1")
                                .putHeader("authorization", "DPoP " + TOKEN)
                                .putHeader("dpop", proof))
                        .compose(HttpClientRequest::send)
                        .map(HttpClientResponse::statusCode)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(15, TimeUnit.SECONDS));
            }
            assertThat(statuses).containsExactly(200, 401);
        } finally {
            client.close();
        }
        assertThat(dpop(TOKEN, proof).get("/whoami").statusCode()).isEqualTo(401);
    }

    @Test
    void aWrongProofUsesUpNothing() {
        ProofForge right = proof("GET", "/whoami", TOKEN);
        String signed = right.sign();
        String forged = right.sign().replaceFirst("[^.]*$", "") + ProofForge.encode(new byte[64]);

        assertThat(dpop(TOKEN, forged).get("/whoami").statusCode()).isEqualTo(401);
        dpop(TOKEN, signed).get("/whoami").then().statusCode(200);
    }

    @Test
    void aPageOfAnAllowedOriginMaySendProofsAndReadTheNonce() {
        String origin = "https://notes.example.test";
        Response preflight = given().header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,dpop")
                .options("/mcp");
        assertThat(preflight.header("Access-Control-Allow-Headers")).containsIgnoringCase("dpop");
        assertThat(given().header("Origin", origin).get("/whoami").header("Access-Control-Expose-Headers"))
                .contains("DPoP-Nonce", "WWW-Authenticate");
    }

    @Test
    void theMetadataNamesTheAlgorithms() {
        Map<String, Object> document =
                given().get("/.well-known/oauth-protected-resource").jsonPath().getMap("$");

        assertThat(document)
                .containsEntry(
                        "dpop_signing_alg_values_supported",
                        List.of("ES256", "EdDSA", "PS256", "RS256", "Ed25519", "Ed448"))
                .doesNotContainKey("dpop_bound_access_tokens_required");
    }

    @Test
    void theAuditSaysToWhichKeyATokenIsBoundAndWhenItIsStolen() {
        String jkt = ProofForge.thumbprint(ClientKeys.EC);
        String stolen = bound("notes:read");
        // of refused tokens ten of each reason are written in a second: that of earlier tests must be over
        await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
        try (AuditRecorder audit = new AuditRecorder();
                LogRecorder log = new LogRecorder()) {
            String proof = proof("POST", "/mcp", stolen).sign();
            dpop(stolen, proof)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .body(Mcp.body(
                            1, "tools/call", Map.of("name", "fixture_read", "arguments", Map.of("user_id", "ray"))))
                    .post("/mcp")
                    .then()
                    .statusCode(200);
            given().header("Authorization", "Bearer " + stolen)
                    .get("/whoami")
                    .then()
                    .statusCode(401);
            dpop(
                            stolen,
                            ProofForge.proof(ClientKeys.OTHER, "GET", "/whoami", stolen)
                                    .sign())
                    .get("/whoami")
                    .then()
                    .statusCode(401);
            dpop(stolen, proof).post("/mcp").then().statusCode(401);
            await().until(() -> audit.events().size() == 4);

            assertThat(audit.events().get(0).text()).contains("decision=allowed", " bound=dpop jkt=" + jkt);
            assertThat(audit.events().get(1).text())
                    .contains("decision=refused reason=bound ", "subject=ray", "bound=dpop jkt=" + jkt);
            assertThat(audit.events().get(2).text()).contains("decision=refused reason=proof_key ");
            assertThat(audit.events().get(3).text()).contains("decision=refused reason=replay ");
            assertThat(log.entries()).noneMatch(entry -> entry.contains(proof) || entry.contains(stolen));
            assertThat(audit.events().toString()).doesNotContain(proof, stolen);
        }
    }

    @ParameterizedTest
    @CsvSource({"bound", "unbound", "proof", "proof_key", "replay", "nonce"})
    void eachReasonIsCounted(String reason) {
        String counter = "scoped_gate_tokens_refused_total{reason=" + reason + "}";
        double before = Scrape.of(metrics).value(counter);
        String used = proof("GET", "/whoami", TOKEN).sign();
        switch (reason) {
            case "bound" -> given().header("Authorization", "Bearer " + TOKEN).get("/whoami");
            case "unbound" -> dpop(TokenForge.bearer("")).get("/whoami");
            case "proof" -> dpop(TOKEN).get("/whoami");
            case "proof_key" ->
                dpop(
                                TOKEN,
                                ProofForge.proof(ClientKeys.OTHER, "GET", "/whoami", TOKEN)
                                        .sign())
                        .get("/whoami");
            case "replay" -> {
                dpop(TOKEN, used).get("/whoami");
                dpop(TOKEN, used).get("/whoami");
            }
            default -> {
                // with a server that requires one: DpopRequiredTest
                assertThat(before).isZero();
                return;
            }
        }
        assertThat(Scrape.of(metrics).value(counter) - before).isEqualTo(1);
        assertThat(Scrape.of(metrics).value("scoped_gate_dpop_proofs")).isNotNegative();
    }
}
