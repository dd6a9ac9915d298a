package dev.scopedgate.oauth.bound;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.ProofForge;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** DPoP is off for one issuer and required of another: each has its own setting. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(DpopOffTest.Off.class)
class DpopOffTest {

    private static final String SECOND = "https://second.example.test/tenant";

    public static class Off implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.dpop", "off",
                    "scoped-gate.issuers.second.issuer", SECOND,
                    "scoped-gate.issuers.second.jwks-uri", "${test.next-jwks-uri}",
                    "scoped-gate.issuers.second.dpop", "required");
        }
    }

    private static TokenForge second(TokenForge token) {
        return token.signedBy(SigningKeys.next(), "RS256").claim("iss", SECOND);
    }

    private static Response whoami(String scheme, String token) {
        return given().header("Authorization", scheme + " " + token)
                .header(
                        "DPoP",
                        ProofForge.proof(ClientKeys.EC, "GET", "/whoami", token).sign())
                .get("/whoami");
    }

    private static void assertRefused(Response response, String part) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.jsonPath().getString("detail")).contains(part);
    }

    @Test
    void theIssuerWithoutDpopHasOnlyBearerTokens() {
        String bound = ProofForge.boundToken(ClientKeys.EC, "notes:read").sign();
        String bearer = TokenForge.bearer("notes:read");

        assertRefused(whoami("DPoP", bound), "this server does not accept DPoP from its issuer");
        assertRefused(whoami("Bearer", bound), "this server does not accept DPoP from its issuer");
        assertRefused(whoami("DPoP", bearer), "present it with the scheme Bearer");
        assertThat(whoami("Bearer", bearer).statusCode()).isEqualTo(200);
    }

    @Test
    void theIssuerThatRequiresItHasOnlyBoundTokens() {
        String bound =
                second(ProofForge.boundToken(ClientKeys.EC, "notes:read")).sign();
        String bearer = second(TokenForge.token("notes:read")).sign();

        assertThat(whoami("DPoP", bound).statusCode()).isEqualTo(200);
        assertRefused(whoami("Bearer", bound), "present it with the scheme DPoP");
        assertRefused(whoami("DPoP", bearer), "only tokens with DPoP");
        assertRefused(whoami("Bearer", bearer), "only tokens with DPoP");
    }

    @Test
    void theMetadataOffersItAndDoesNotRequireItOfEverybody() {
        assertThat(given().get("/.well-known/oauth-protected-resource")
                        .jsonPath()
                        .getMap("$"))
                .containsKey("dpop_signing_alg_values_supported")
                .doesNotContainKey("dpop_bound_access_tokens_required");
    }
}
