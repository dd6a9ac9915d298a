package dev.scopedgate.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page with a sign-in, beside an application that has a page of its own at {@code /}. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(FullPageTest.Full.class)
class FullPageTest {

    private static final String NAME = "notes & <img src=x> \"all\" 'of them' {mode}";

    public static class Full implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.page",
                    "full",
                    "scoped-gate.page.client-id",
                    "the-page",
                    "scoped-gate.page.issuer-origins",
                    "https://Login.example.test:443,https://login.example.test:8443",
                    "scoped-gate.resource-name",
                    NAME,
                    "scoped-gate.endpoints.reach",
                    "gate",
                    OwnRoot.PROPERTY,
                    "true");
        }
    }

    @Inject
    IndexDocument index;

    @Test
    void connectsToTheIssuersAndTheOriginsOfTheOperatorAndToNoOther() {
        assertThat(given().get("/scoped-gate/page.js").header("Content-Security-Policy"))
                .isEqualTo(PageTest.POLICY.replace(
                        "connect-src 'self'",
                        "connect-src 'self' https://issuer.example.test https://login.example.test"
                                + " https://login.example.test:8443"));
        assertThat(new JsonObject(given().get("/scoped-gate/page.json").asString()).getJsonArray("origins"))
                .containsExactly(
                        "https://issuer.example.test", "https://login.example.test", "https://login.example.test:8443");
    }

    @Test
    void withoutATokenItKnowsNothingOfTheTable() {
        JsonObject page = new JsonObject(given().get("/scoped-gate/page.json").asString());

        assertThat(page.fieldNames())
                .containsExactlyInAnyOrder(
                        "name", "resource", "issuers", "mode", "origins", "client_id", "whoami", "scopes");
        assertThat(page.getString("client_id")).isEqualTo("the-page");
    }

    @Test
    void theNameOfTheServerIsTextInTheHtml() {
        assertThat(index.file().body().toString())
                .contains("<h1>notes &amp; &lt;img src=x&gt; &quot;all&quot; &#39;of them&#39; {mode}</h1>")
                .contains("data-mode=\"full\"", "id=\"sign-in\"")
                .contains("claude mcp add --transport http notes-img-src-x-all-of-them-mode https://")
                .doesNotContain("<img", "notes:read", "read_notes");
    }

    @Test
    void theHtmlNamesTheModulesOfTheSignInToo() throws IOException {
        assertThat(PageTest.preloaded(index.file().body().toString()))
                .containsExactlyInAnyOrderElementsOf(PageTest.importedBy("page.js", "session.js"));
    }

    @Test
    void thePageOfTheApplicationIsAsItWas() {
        Response own = given().header("Accept", "text/html")
                .header("Host", "pages.example.test")
                .get("/");

        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.asString()).isEqualTo("own page");
        assertThat(own.headers().asList())
                .extracting(header -> header.getName().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("content-security-policy", "cache-control", "etag", "cross-origin-opener-policy");
        assertThat(given().post("/").asString()).doesNotContain("the page can only be read");
    }

    @Test
    void theFilesOfThePageAreGuardedAsPathsOfTheGate() {
        assertThat(given().header("Host", "pages.example.test")
                        .get("/scoped-gate/page.json")
                        .statusCode())
                .isEqualTo(403);
    }
}
