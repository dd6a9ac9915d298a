package dev.scopedgate.dev.idp;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The users of the stand-in, for the page of the resource server and for no other page. */
class PeopleEndpointTest {

    @RegisterExtension
    static final RunningAuthorizationServer idp = new RunningAuthorizationServer();

    private static final String PAGE = origin(RunningAuthorizationServer.RESOURCE);

    private static String origin(String resource) {
        URI uri = URI.create(resource);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static Response post(String path) {
        return idp.request().header("Origin", PAGE).post(path);
    }

    @Test
    void aPromotedUserGetsMoreScopesWithTheNextToken() {
        Response before = post("/people/ray/token");
        assertThat(before.<String>path("scope")).isEqualTo("notes:read");
        assertThat(before.<String>path("ring")).isEqualTo("public");

        assertThat(post("/people/ray/promote").<String>path("ring")).isEqualTo("ic-member");

        Response after = post("/people/ray/token");
        assertThat(after.<String>path("scope")).isEqualTo("notes:read notes:write");
        assertThat(after.<String>path("access_token")).isNotEqualTo(before.<String>path("access_token"));
    }

    @Test
    void anOperatorHasEveryScopeAndStaysOperator() {
        assertThat(post("/people/operator/promote").<String>path("ring")).isEqualTo("operator");
        assertThat(post("/people/operator/token").<String>path("scope"))
                .isEqualTo("notes:read notes:write admin:notes");
    }

    @Test
    void anUnknownUserIsNotFound() {
        assertThat(post("/people/nobody/token").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"GET, /people", "POST, /people/mich/token", "POST, /people/mich/promote"})
    void isForThePageAlone(String method, String path) {
        Response own = idp.request().header("Origin", PAGE).request(method, path);
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);

        for (String origin : new String[] {"https://evil.example", "null", PAGE + ":1", PAGE + ".evil.example", "%"}) {
            Response refused = idp.request().header("Origin", origin).request(method, path);
            assertThat(refused.statusCode()).as(origin).isEqualTo(403);
            assertThat(refused.header("Access-Control-Allow-Origin")).isNull();
        }
        assertThat(idp.request().request(method, path).statusCode()).isEqualTo(403);
    }
}
