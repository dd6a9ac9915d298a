package dev.scopedgate.perimeter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of an application that has the gate as a library: the gate's checks and headers are for its own paths only. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(OwnPagesTest.AsALibrary.class)
class OwnPagesTest {

    private static final String PAGES = "https://pages.example.test";

    public static class AsALibrary implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.endpoints.reach", "gate",
                    "scoped-gate.endpoints.whoami", "/gate/whoami",
                    "scoped-gate.endpoints.scopes", "off",
                    "quarkus.http.cors.enabled", "true",
                    "quarkus.http.cors.origins", PAGES);
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Pages.class);
        }
    }

    @Alternative
    @Singleton
    static class Pages {
        void register(@Observes Router router) {
            router.get("/fails")
                    .handler(context -> context.fail(400))
                    .failureHandler(
                            context -> context.response().setStatusCode(400).end("of the page"));
            for (String path : new String[] {"/status", "/whoami", "/scopes"}) {
                router.get(path)
                        .handler(context -> context.response()
                                .putHeader("Set-Cookie", "seen=yes")
                                .end("up"));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/status", "/whoami", "/scopes"})
    void aPageOfTheApplicationIsAsItWas(String path) {
        Response page = given().header("Authorization", "Bearer bad")
                .header("Host", "pages.example.test")
                .header("Origin", PAGES)
                .get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.header("Set-Cookie")).isEqualTo("seen=yes");
        assertThat(page.header("Access-Control-Allow-Origin")).isEqualTo(PAGES);
        assertThat(page.headers().asList())
                .extracting(header -> header.getName().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain(
                        "content-security-policy",
                        "cache-control",
                        "x-content-type-options",
                        "strict-transport-security",
                        "www-authenticate");
    }

    @Test
    void aPageAnswersItsOwnFailure() {
        Response failed = given().get("/fails");

        assertThat(failed.statusCode()).isEqualTo(400);
        assertThat(failed.asString()).isEqualTo("of the page");
        assertThat(failed.header("Content-Security-Policy")).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/mcp", "/gate/whoami", "/gate/whoami/x"})
    void aPathOfTheGateIsGuarded(String path) {
        assertThat(given().header("Host", "pages.example.test").get(path).statusCode())
                .isEqualTo(403);
        assertThat(given().header("Origin", PAGES).get(path).statusCode()).isEqualTo(403);
        Response withoutToken = given().get(path);

        assertThat(withoutToken.statusCode()).isEqualTo(401);
        assertThat(withoutToken.header("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void aPageOfTheResourcesOriginMayCallWhateverTheApplicationsOwnListSays() {
        String own = "https://notes.example.test";
        Response answer = given().header("Origin", own)
                .header("Authorization", "Bearer " + TokenForge.bearer("notes:read"))
                .get("/gate/whoami");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(own);
    }
}
