package dev.scopedgate.oauth.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two issuers, each with its own keys, audience and claim names, and a maximum lifetime for the tokens of both. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(SeveralIssuersTest.TwoIssuers.class)
class SeveralIssuersTest {

    private static final String SECOND = "https://second.example.test/tenant";

    public static class TwoIssuers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.issuers.second.issuer", SECOND,
                    "scoped-gate.issuers.second.jwks-uri", "${test.next-jwks-uri}",
                    "scoped-gate.issuers.second.audience", "api://guid",
                    "scoped-gate.issuers.second.scope-claim", "permissions",
                    "scoped-gate.issuers.second.client-id-claim", "app",
                    "scoped-gate.issuers.second.ring-claim", "tier",
                    "scoped-gate.token.max-lifetime", "10m",
                    "scoped-gate.token-cache.max-entries", "0");
        }
    }

    /** A token that is valid for the second issuer. */
    private static TokenForge second() {
        return TokenForge.token("notes:write")
                .signedBy(SigningKeys.next(), "RS256")
                .claim("iss", SECOND)
                .claim("aud", "api://guid")
                .claim("permissions", List.of("notes:read"))
                .claim("app", "the-app")
                .claim("tier", "ft-member");
    }

    private static Response whoami(TokenForge token) {
        return given().header("Authorization", "Bearer " + token.sign()).get("/whoami");
    }

    private static void assertRefused(TokenForge token, String check) {
        Response response = whoami(token);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.jsonPath().getString("detail")).isEqualTo(check);
    }

    @Test
    void theMetadataListsBoth() {
        assertThat(given().get("/.well-known/oauth-protected-resource")
                        .jsonPath()
                        .getList("authorization_servers"))
                .isEqualTo(List.of(TokenForge.ISSUER, SECOND));
    }

    @Test
    void eachIsReadByItsOwnClaimNames() {
        assertThat(whoami(TokenForge.token("notes:read")).statusCode()).isEqualTo(200);
        assertThat(whoami(second()).jsonPath().getMap("$"))
                .containsEntry("scopes", List.of("notes:read"))
                .containsEntry("client_id", "the-app")
                .containsEntry("ring", "ft-member");
    }

    @Test
    void oneIssuersKeyDoesNotVerifyAnothersToken() {
        assertRefused(second().signedBy(SigningKeys.rsa(), "RS256"), "kid names no key of the issuer");
        assertRefused(
                second().signedBy(SigningKeys.rsa(), "RS256")
                        .header("kid", SigningKeys.next().getKeyId()),
                "the signature does not verify");
        assertRefused(
                TokenForge.token("notes:read").signedBy(SigningKeys.next(), "RS256"), "kid names no key of the issuer");
    }

    @Test
    void oneIssuersAudienceIsNotValidForAnother() {
        assertRefused(second().claim("aud", TokenForge.RESOURCE), "aud does not name this resource");
        assertRefused(TokenForge.token("notes:read").claim("aud", "api://guid"), "aud does not name this resource");
    }

    @Test
    void refusesAnIssuerThatDiffersInOneCharacter() {
        assertRefused(second().claim("iss", SECOND + "/"), "iss is not a trusted issuer");
        assertRefused(second().claim("iss", SECOND.replace("tenant", "Tenant")), "iss is not a trusted issuer");
        assertRefused(second().claim("iss", List.of(SECOND)), "iss is not a string");
    }

    @Test
    void refusesATokenWithTooLongALifetimeAndAcceptsOneAtTheLimit() {
        assertRefused(
                TokenForge.token("notes:read").time("iat", -10).time("exp", 591),
                "exp lies further from iat than this server allows");
        assertThat(whoami(TokenForge.token("notes:read").time("iat", -10).time("exp", 590))
                        .statusCode())
                .isEqualTo(200);
    }
}
