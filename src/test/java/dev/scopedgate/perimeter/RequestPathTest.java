package dev.scopedgate.perimeter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.AuditRecorder;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A path that can be read in two ways is 404 for everyone: for the gated endpoints and for endpoints of the application
 * behind a path policy (CVE-2026-39852, CVE-2026-50559).
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(RequestPathTest.OwnPolicy.class)
class RequestPathTest {

    private static final String METADATA = "/.well-known/oauth-protected-resource";

    /** An application's own path policy: /own/admin needs an authenticated caller. */
    public static class OwnPolicy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.auth.permission.own.paths", "/own/admin,/own/files/secret",
                    "quarkus.http.auth.permission.own.policy", "authenticated");
        }
    }

    /** {@code P} is the path of the endpoint, {@code H} the same with its last character escaped. */
    private static final List<String> SPELLINGS = List.of(
            "P;",
            "P;x",
            "P;x=1",
            "P;x=/y",
            "P/;x",
            "/;xP",
            "/;/..P",
            "P%3b",
            "P%3B",
            "P%3bx=1",
            "P%3Bx=1",
            "P/%3bx",
            "/%3bxP",
            "P%253b",
            "P%253Bx",
            "P%25253b",
            "/P",
            "/%2fP",
            "P//",
            "P/%2f",
            "P%2f",
            "P%2F",
            "P%252f",
            "P\\",
            "P/\\",
            "\\P",
            "/\\P",
            "P%5c",
            "P%5C",
            "P%255c",
            "P/.",
            "P/./",
            "/.P",
            "P/..",
            "/x/..P",
            "P/x/..",
            "P/x/../",
            "/%2eP",
            "P/%2e",
            "/x/%2e%2eP",
            "/x/.%2eP",
            "/x%2f..P",
            "/x/..%2fP",
            "/x%5c..%5cP",
            "P%2e",
            "P%2E",
            "P%00",
            "/%00P",
            "P%2500",
            "P%01",
            "P%09",
            "P%0a",
            "P%0d%0a",
            "P%7f",
            "P%c2%85",
            "P#",
            "P#x",
            "P/#/../x",
            "P%ff",
            "P%c0%af",
            "P%c0%ae",
            "P%e0%80%af",
            "P%ed%a0%80",
            "P%",
            "P%2",
            "P%zz",
            "P%u002f",
            "H",
            "H/",
            "H?x=1",
            "http://127.0.0.1/P",
            "http://127.0.0.1P;x",
            "http://127.0.0.1P%3bx",
            "http://127.0.0.1?P",
            "http://127.0.0.1#P",
            "http://127.0.0.1/..P",
            "P;x?y=1",
            "P%3bx?y=1",
            "P<",
            "P\"",
            "P^",
            "P`",
            "P{");

    @TestHTTPResource("/")
    URI server;

    @Inject
    Vertx vertx;

    static Stream<Arguments> spellings() {
        return Stream.of("/mcp", "/whoami", "/scopes", METADATA, METADATA + "/mcp", "/own/admin")
                .flatMap(path -> SPELLINGS.stream().map(spelling -> Arguments.of(path, target(path, spelling))));
    }

    private static String target(String path, String spelling) {
        int last = path.length() - 1;
        return spelling.replace("P", path)
                .replace("H", path.substring(0, last) + "%" + Integer.toHexString(path.charAt(last)));
    }

    private String answer(String method, String target, String token) {
        return RawHttp.exchange(server, head(method, target, token), "\r\n\r\n");
    }

    private static String head(String method, String target, String token) {
        return method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0"
                + (token == null ? "" : "\r\nAuthorization: Bearer " + token);
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ")[1]);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("spellings")
    void aPathWithTwoReadingsIs404ForEveryone(String path, String target) {
        String token = TokenForge.bearer("notes:read notes:write admin:notes");
        try (AuditRecorder audit = new AuditRecorder();
                LogRecorder log = new LogRecorder()) {
            for (String method : List.of("GET", "POST")) {
                String anonymous = answer(method, target, null);
                String withToken = answer(method, target, token);

                assertThat(status(anonymous)).isIn(400, 404);
                assertThat(status(withToken)).isEqualTo(status(anonymous));
                assertThat(anonymous + withToken).doesNotContainIgnoringCase("www-authenticate");
                if (status(anonymous) == 404) {
                    // Vert.x answers an invalid target: 400 without a body
                    assertThat(anonymous).containsIgnoringCase("content-type: application/json");
                }
            }
            // the count of another test's refusals of the last second may still arrive
            assertThat(audit.events()).allMatch(event -> event.fields().containsKey("count"));
            assertThat(log.entries()).noneMatch(entry -> entry.contains("Exception"));
        }
    }

    @ParameterizedTest(name = "{0} {1}: {2}, with a token {3}")
    @CsvSource({
        "GET, /mcp, 401, 405",
        "GET, /mcp?x;y=%3b//../, 401, 405",
        "GET, /whoami, 401, 200",
        "GET, /whoami/, 401, 200",
        "POST, /whoami, 401, 405",
        "GET, /whoami?x=;/../%2f%00#, 401, 200",
        "GET, /scopes, 401, 200",
        "GET, http://127.0.0.1/whoami, 401, 200",
        "GET, " + METADATA + ", 200, 200",
        "GET, " + METADATA + "/mcp, 200, 200",
        "GET, http://127.0.0.1" + METADATA + "?/, 200, 200",
        "GET, /own/admin, 401, 200",
        "GET, /own/admin/, 401, 200",
        "POST, /own/admin, 401, 200",
        "GET, /own/admin?x;y=%3b, 401, 200",
    })
    void servesPlainPaths(String method, String target, int anonymous, int withToken) {
        assertThat(status(answer(method, target, null))).isEqualTo(anonymous);
        assertThat(status(answer(method, target, TokenForge.bearer("notes:read"))))
                .isEqualTo(withToken);
    }

    /** These have one reading and no endpoint. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/whoami.",
        "/whoami%20",
        "/whoami%3f",
        "/whoami%23",
        "/WHOAMI",
        "/own/admin.",
        "/own/admin%20",
        "/own/ADMIN"
    })
    void aPathThatDiffersIsAnotherPath(String target) {
        for (String token : new String[] {null, TokenForge.bearer("notes:read")}) {
            String answer = answer("GET", target, token);
            assertThat(status(answer)).isEqualTo(404);
            assertThat(answer).doesNotContainIgnoringCase("www-authenticate");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a%20b, a b",
        "a.b, a.b",
        "..a, ..a",
        ".hidden, .hidden",
        "a..., a...",
        "100%25, 100%",
        "100%25.txt, 100%.txt",
        "%C3%BCber, über",
        "%e2%82%ac, €",
        "what%3F, what?",
        "a%23b, a#b",
        "a%2Bb, a+b",
        "a+b, a+b",
        "a:b@c!$&'()*+=~_-, a:b@c!$&'()*+=~_-",
        "%22a%22, \"a\"",
        "a%3Cb%3E, a<b>",
    })
    void keepsPathsOfAnApplicationUnchanged(String escaped, String name) {
        String answer =
                RawHttp.exchange(server, head("GET", "/own/files/" + escaped + "?q=//.././%2f!end", null), "!end");

        assertThat(status(answer)).isEqualTo(200);
        assertThat(new String(answer.getBytes(ISO_8859_1), UTF_8)).endsWith("\r\n\r\n" + name + "?//.././/!end");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/whoami;x, 404",
        "/own/admin%3bx, 404",
        "/%77hoami, 404",
        "//whoami, 404",
        "/whoami, 401",
        "/own/admin, 401"
    })
    void refusesTheSamePathsOverHttp2(String path, int status) throws Exception {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        try {
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.GET)
                    .setHost(server.getHost())
                    .setPort(server.getPort())
                    .setURI(path);
            assertThat(client.request(options)
                            .compose(request -> request.send().map(HttpClientResponse::statusCode))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(15, TimeUnit.SECONDS))
                    .isEqualTo(status);
        } finally {
            client.close();
        }
    }

    @Test
    void theAnswerSaysHowToWriteThePath() {
        assertThat(RawHttp.exchange(server, head("GET", "/own/admin;x", null), "}"))
                .contains("\"error\":\"not_found\"")
                .contains("the path can be read in more than one way")
                .doesNotContain("/own");
    }
}
