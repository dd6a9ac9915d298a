package dev.scopedgate.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.dev.idp.RunningAuthorizationServer;
import dev.scopedgate.testsupport.ProofForge;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stand-in binds a token to the key of the request's proof, and a test gets a bound token with its proofs (RFC 9449 §5). */
class BoundTokenTest {

    @RegisterExtension
    static final RunningAuthorizationServer idp = new RunningAuthorizationServer();

    private final PublicJsonWebKey key = key();

    private static PublicJsonWebKey key() {
        try {
            return EcJwkGenerator.generateJwk(EllipticCurves.P256);
        } catch (org.jose4j.lang.JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProofForge proof() {
        return ProofForge.proof(key, "POST", "", "").claim("ath", null).claim("htu", idp.issuer() + "/token");
    }

    private Response token(Map<String, String> form, String... proofs) {
        var request = idp.request().formParams(form);
        for (String proof : proofs) {
            request.header("DPoP", proof);
        }
        return request.post("/token");
    }

    private static JsonObject claims(String token) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    @Test
    void aRequestWithAProofGetsATokenThatIsBoundToItsKey() {
        String client = idp.publicClient();
        Response bound = token(idp.tokenRequest(client, idp.code(client, "mich", "notes:read")), proof().sign());

        assertThat(bound.statusCode()).isEqualTo(200);
        assertThat(bound.<String>path("token_type")).isEqualTo("DPoP");
        assertThat(claims(bound.path("access_token")).getJsonObject("cnf").getString("jkt"))
                .isEqualTo(ProofForge.thumbprint(key));

        Response bearer = token(idp.tokenRequest(client, idp.code(client, "mich", "notes:read")));
        assertThat(bearer.<String>path("token_type")).isEqualTo("Bearer");
        assertThat(claims(bearer.path("access_token")).containsKey("cnf")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"htm, GET", "htu, https://other.example.test/token", "jti, ''"})
    void aProofThatIsWrongInOneThingIsRefusedAndLeavesTheCode(String claim, String value) {
        String client = idp.publicClient();
        var request = idp.tokenRequest(client, idp.code(client, "mich", "notes:read"));

        for (String proof : new String[] {
            proof().claim(claim, value).sign(),
            proof().claim("iat", Instant.now().getEpochSecond() - 600).sign(),
            proof().sign().replaceFirst("[^.]*$", "") + ProofForge.encode(new byte[64]),
            "nonsense"
        }) {
            Response refused = token(request, proof);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.<String>path("error")).isEqualTo("invalid_dpop_proof");
        }
        assertThat(token(request, proof().sign(), proof().sign()).statusCode()).isEqualTo(400);
        assertThat(token(request, proof().sign()).statusCode()).isEqualTo(200);
    }

    @Test
    void aTestGetsABoundTokenAndItsProofs() throws Exception {
        System.setProperty("scoped-gate.issuer", idp.issuer());
        try {
            BoundToken token = BoundToken.with("notes:read", "notes:write");

            JsonObject claims = claims(token.value());
            assertThat(claims.getString("scope")).isEqualTo("notes:read notes:write");
            JsonWebSignature proof = new JsonWebSignature();
            proof.setCompactSerialization(token.proof("GET", "https://notes.example.test/whoami"));
            proof.setKey(proof.getJwkHeader().getPublicKey());
            assertThat(proof.verifySignature()).isTrue();
            assertThat(claims.getJsonObject("cnf").getString("jkt"))
                    .isEqualTo(ProofForge.thumbprint(proof.getJwkHeader()));
            assertThat(new JsonObject(proof.getPayload()))
                    .contains(
                            Map.entry("htm", "GET"),
                            Map.entry("htu", "https://notes.example.test/whoami"),
                            Map.entry("ath", ProofForge.hash(token.value())));
            assertThat(token.toString()).doesNotContain(token.value());
        } finally {
            System.clearProperty("scoped-gate.issuer");
        }
    }
}
