package dev.scopedgate.oauth.bound;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.ProofForge;
import dev.scopedgate.testsupport.Scrape;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that accepts only bound tokens of its issuer, and only proofs with its nonce (RFC 9449 §7.1, §9). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(DpopRequiredTest.Required.class)
class DpopRequiredTest {

    public static class Required implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.dpop", "required",
                    "scoped-gate.dpop.nonce", "required",
                    // far more nonces are asked for than that
                    "scoped-gate.limits.refused-per-address", "3");
        }
    }

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private static Response whoami(String token, ProofForge proof) {
        return given().header("Authorization", "DPoP " + token)
                .header("DPoP", proof.sign())
                .get("/whoami");
    }

    private static ProofForge proof(String token) {
        return ProofForge.proof(ClientKeys.EC, "GET", "/whoami", token);
    }

    @Test
    void asksForANonceAndAcceptsTheProofWithIt() {
        String counter = "scoped_gate_tokens_refused_total{reason=nonce}";
        double before = Scrape.of(metrics).value(counter);
        String token = ProofForge.boundToken(ClientKeys.EC, "notes:read").sign();
        Response asked = whoami(token, proof(token));

        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(asked.header("WWW-Authenticate"))
                .startsWith("DPoP resource_metadata=")
                .contains("error=\"use_dpop_nonce\"", "algs=\"ES256 ");
        assertThat(asked.jsonPath().getString("error")).isEqualTo("use_dpop_nonce");
        assertThat(asked.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Scrape.of(metrics).value(counter) - before).isEqualTo(1);

        Response accepted = whoami(token, proof(token).claim("nonce", asked.header("DPoP-Nonce")));
        assertThat(accepted.statusCode()).isEqualTo(200);
        // it is good for a while
        assertThat(accepted.header("DPoP-Nonce")).isNull();
        assertThat(whoami(token, proof(token).claim("nonce", asked.header("DPoP-Nonce")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(whoami(token, proof(token).claim("nonce", "AAAA")).jsonPath().getString("error"))
                .isEqualTo("use_dpop_nonce");
    }

    @Test
    void askingForNoncesDoesNotCountAgainstTheAddress() {
        for (int i = 0; i < 10; i++) {
            String token = ProofForge.boundToken(ClientKeys.EC, "notes:read").sign();
            assertThat(whoami(token, proof(token)).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void whoForgesProofsForAStolenTokenIsLimitedAndItsOwnerIsNot() throws Exception {
        String token = ProofForge.boundToken(ClientKeys.EC, "notes:read").sign();
        String nonce = whoami(token, proof(token)).header("DPoP-Nonce");
        assertThat(status(
                        "127.0.0.71", token, proof(token).claim("nonce", nonce).sign()))
                .isEqualTo(200);

        List<Integer> forged = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String signed = proof(token).claim("nonce", nonce).sign();
            forged.add(
                    status("127.0.0.72", token, signed.replaceFirst("[^.]*$", "") + ProofForge.encode(new byte[64])));
        }
        assertThat(forged).contains(429).containsOnly(401, 429);
        assertThat(forged.indexOf(429)).isLessThanOrEqualTo(4);
        // no signature is verified then, not even a right one
        assertThat(status(
                        "127.0.0.72", token, proof(token).claim("nonce", nonce).sign()))
                .isEqualTo(429);
        assertThat(status(
                        "127.0.0.71", token, proof(token).claim("nonce", nonce).sign()))
                .isEqualTo(200);
    }

    private int status(String from, String token, String proof) throws IOException {
        try (KeptAlive connection = new KeptAlive(server, from)) {
            connection.send(("GET /whoami HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAuthorization: DPoP "
                            + token + "\r\nDPoP: " + proof + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return connection.read().status();
        }
    }

    @Test
    void aBearerTokenIsRefusedAndToldWhy() {
        Response refused = given().header("Authorization", "Bearer " + TokenForge.bearer("notes:read"))
                .get("/whoami");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.jsonPath().getString("detail"))
                .isEqualTo(
                        "the token is not bound to a key by cnf.jkt: this server accepts only tokens with DPoP from its"
                                + " issuer");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer ").contains(", DPoP algs=");
    }

    @Test
    void withoutATokenOnlyDpopIsOffered() {
        Response response = given().get("/whoami");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate"))
                .startsWith("DPoP resource_metadata=")
                .doesNotContain("Bearer", "error");
        assertThat(given().get("/.well-known/oauth-protected-resource")
                        .jsonPath()
                        .getMap("$"))
                .containsEntry("dpop_bound_access_tokens_required", true)
                .containsKey("dpop_signing_alg_values_supported");
    }
}
