package dev.scopedgate.oauth.bearer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.SupportedScopes;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parameters without a value are omitted, as in an application that has no tool yet (RFC 9728 §3.2). */
@QuarkusTest
@TestProfile(UnjudgedTokenTest.Broken.class)
@QuarkusTestResource(KeyServer.class)
class ServerWithoutScopesTest {

    @Alternative
    @Singleton
    static class NoScopes implements SupportedScopes {

        @Override
        public List<String> all() {
            return List.of();
        }

        @Override
        public List<String> initial() {
            return List.of();
        }
    }

    @Test
    void theMetadataHasNoEmptyParameter() {
        Response response = given().get("/.well-known/oauth-protected-resource");

        assertThat(response.jsonPath().getMap("$"))
                .doesNotContainKey("scopes_supported")
                .containsEntry("resource", TokenForge.RESOURCE)
                .containsEntry("authorization_servers", List.of(TokenForge.ISSUER));
    }

    @Test
    void theChallengeHasNoEmptyScope() {
        assertThat(given().get("/whoami").headers().getValues("WWW-Authenticate"))
                .containsExactly("Bearer resource_metadata=\"" + TokenForge.METADATA
                        + "\", DPoP algs=\"ES256 EdDSA PS256 RS256 Ed25519 Ed448\"");
    }
}
