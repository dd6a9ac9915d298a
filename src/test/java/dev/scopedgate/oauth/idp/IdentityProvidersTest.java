package dev.scopedgate.oauth.idp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.idp.IdentityProvider.Other;
import dev.scopedgate.oauth.idp.IdentityProvider.Sibling;
import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Access tokens of ten identity providers, one of them in two versions, are accepted, and their other tokens are refused (RFC 9068 §4, §5). */
@QuarkusTest
@TestProfile(IdentityProvidersTest.TenIssuers.class)
class IdentityProvidersTest {

    public static class TenIssuers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>();
            IdentityProvider.all().forEach(provider -> {
                String prefix = "scoped-gate.issuers." + provider.name() + ".";
                settings.put(prefix + "jwks-uri", "${scoped-gate.jwks-uri}");
                provider.settings()
                        .forEach(setting -> settings.put(prefix + setting.getKey(), (String) setting.getValue()));
            });
            return settings;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(KeyServer.class));
        }
    }

    static Stream<IdentityProvider> providers() {
        return IdentityProvider.all();
    }

    static Stream<Other> others() {
        return providers().flatMap(IdentityProvider::others);
    }

    static Stream<Sibling> siblings() {
        return providers().flatMap(IdentityProvider::siblings);
    }

    private static Response whoami(String token) {
        return given().header("Authorization", "Bearer " + token).get("/whoami");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void acceptsItsAccessTokenWithClientAndScopes(IdentityProvider provider) {
        assertRead(provider.accessToken(), provider.read());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void readsItsOtherAccessTokens(Other other) {
        assertRead(other.token(), other.read());
    }

    private static void assertRead(String token, JsonObject read) {
        Response response = whoami(token);

        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.jsonPath().getString("client_id")).isEqualTo(read.getString("client_id"));
        assertThat(response.jsonPath().getList("scopes"))
                .isEqualTo(read.getJsonArray("scopes").getList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("siblings")
    void refusesItsOtherTokens(Sibling sibling) {
        Response response = whoami(sibling.token());

        assertThat(response.statusCode()).as(sibling.toString()).isEqualTo(401);
        assertThat(response.jsonPath().getString("error")).isEqualTo("invalid_token");
        assertThat(response.jsonPath().getString("detail"))
                .as(sibling.toString())
                .isEqualTo(sibling.check());
    }
}
