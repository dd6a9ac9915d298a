package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.oauth.keys.KeySource.Published;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.ScriptedServer;
import dev.scopedgate.testsupport.ScriptedServer.Answer;
import dev.scopedgate.testsupport.SigningKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From which URLs an issuer's keys are fetched, and from which not. */
class KeySourceTest {

    private static final String RFC_8414 = "/.well-known/oauth-authorization-server";
    private static final String OIDC = "/.well-known/openid-configuration";
    private static final String JWKS = "/keys";
    private static final int MIB = 1024 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private ScriptedServer server;
    private ScriptedServer elsewhere;
    private KeySource source;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        elsewhere = new ScriptedServer();
        elsewhere.answer(JWKS, Answer.of(SigningKeys.jwks()));
        source = source(Map.of());
    }

    @AfterEach
    void stop() {
        source.close();
        server.close();
        elsewhere.close();
        vertx.close();
    }

    private KeySource source(Map<String, String> further) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SCOPED_GATE_RESOURCE", "https://notes.example.test/mcp", "SCOPED_GATE_ISSUER", server.origin()));
        environment.putAll(further);
        return new KeySource(
                vertx,
                Start.with(environment).issuers().get(0),
                Start.algorithms(),
                new AdvertisedScopes(server.origin(), List.of("api://notes/notes:read", "api://notes/notes:write")),
                TIMEOUT,
                false);
    }

    /** Valid metadata. */
    private JsonObject metadata() {
        return new JsonObject().put("issuer", server.origin()).put("jwks_uri", server.origin() + JWKS);
    }

    private Published fetched() throws Exception {
        return source.fetch().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void assertNoKeys() {
        Future<Published> fetch = source.fetch();
        assertThat(fetch.toCompletionStage().toCompletableFuture().handle((got, failure) -> failure))
                .succeedsWithin(Duration.ofSeconds(10))
                .isNotNull();
    }

    private String reason() {
        return source.fetch()
                .toCompletionStage()
                .toCompletableFuture()
                .handle((got, failure) -> failure.getMessage())
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void namesTheReasonForEachUrlIfDiscoveryFails() {
        String origin = server.origin();
        assertThat(reason())
                .isEqualTo("no metadata of the issuer: status 404 from " + origin + RFC_8414 + "; status 404 from "
                        + origin + OIDC);

        server.answer(RFC_8414, Answer.of("<html>\n"));
        server.answer(OIDC, Answer.of(metadata().put("issuer", origin + "/").encode()));
        assertThat(reason())
                .isEqualTo("no metadata of the issuer: " + origin + RFC_8414 + ": it is not JSON: it looks like HTML; "
                        + origin + OIDC + ": its issuer is '" + origin + "/' and not '" + origin + "'");

        server.answer(RFC_8414, Answer.of(metadata().put("jwks_uri", "/keys").encode()));
        server.answer(
                OIDC,
                Answer.of(
                        metadata().put("jwks_uri", "http://other.example/keys").encode()));
        assertThat(reason())
                .contains(RFC_8414 + ": its jwks_uri '/keys' is not an absolute URI with a host and without user; ")
                .endsWith(OIDC + ": its jwks_uri 'http://other.example/keys' is not https");

        server.answer(RFC_8414, Answer.of("{\"issuer\": \"x\n"));
        server.answer(
                OIDC, Answer.of(metadata().put("issuer", "\n'forged\u202e").encode()));
        assertThat(reason())
                .contains(RFC_8414 + ": it is not JSON at line 1")
                .contains("its issuer is '??forged?' and not");
    }

    @Test
    void namesTheUrlAndTheFaultOfAnInvalidKeySet() {
        server.answer(OIDC, Answer.of(metadata().encode()));
        server.answer(JWKS, Answer.of("<!DOCTYPE html>"));
        assertThat(reason()).isEqualTo(server.origin() + "/keys: the JWKS is not JSON: it looks like HTML");

        String whole = SigningKeys.jwks();
        server.answer(JWKS, Answer.of(whole.substring(0, whole.length() / 2)));
        assertThat(reason()).startsWith(server.origin() + "/keys: the JWKS is not JSON at line 1, column ");

        server.answer(JWKS, Answer.of(SigningKeys.jwksOf(SigningKeys.weak())));
        assertThat(reason())
                .isEqualTo(server.origin() + "/keys: the JWKS holds no key that can be used: keys[0] 'rsa-weak': RSA of"
                        + " 1024 bits is too weak: the minimum is 2048");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP://127.0.0.1:%d/keys", "http://LOCALHOST:%d/keys", "http://127.0.0.1:%d/keys?appid=1#x"})
    void acceptsAJwksUriInCapitalsOrWithAQuery(String jwksUri) throws Exception {
        String port = server.origin().replaceAll(".*:", "");
        server.answer(JWKS, Answer.of(SigningKeys.jwks()));
        server.answer(
                OIDC,
                Answer.of(
                        metadata().put("jwks_uri", jwksUri.replace("%d", port)).encode()));

        assertKeys();
    }

    @Test
    void findsAnIssuerWrittenInCapitalsAndComparesItExactly() throws Exception {
        String shouted = server.origin().replace("http", "HTTP");
        server.answer(JWKS, Answer.of(SigningKeys.jwks()));
        server.answer(OIDC, Answer.of(metadata().encode()));
        source.close();
        source = source(Map.of("SCOPED_GATE_ISSUER", shouted));
        assertNoKeys();

        server.answer(OIDC, Answer.of(metadata().put("issuer", shouted).encode()));
        assertKeys();
    }

    private void assertKeys() throws Exception {
        assertThat(fetched().keys().knows(Optional.of("rsa-1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s/", "%s/other", "http://localhost:1", " %s", ""})
    void refusesMetadataOfAnotherIssuer(String named) throws Exception {
        server.answer(JWKS, Answer.of(SigningKeys.jwks()));
        server.answer(
                OIDC,
                Answer.of(metadata()
                        .put("issuer", named.formatted(server.origin()))
                        .encode()));

        assertNoKeys();
        assertThat(server.visits(JWKS)).isZero();

        server.answer(OIDC, Answer.of(metadata().encode()));
        assertKeys();
    }

    @Test
    void refusesMetadataWhoseIssuerIsNotAString() throws Exception {
        server.answer(JWKS, Answer.of(SigningKeys.jwks()));
        JsonObject metadata = metadata();
        metadata.put("issuer", new JsonArray().add(server.origin()));
        server.answer(OIDC, Answer.of(metadata.encode()));
        assertNoKeys();

        metadata.remove("issuer");
        server.answer(OIDC, Answer.of(metadata.encode()));
        assertNoKeys();

        server.answer(OIDC, Answer.of(metadata.put("issuer", server.origin()).encode()));
        assertKeys();
    }

    @Test
    void readsTheNextDocumentIfTheFirstIsWrong() throws Exception {
        server.answer(JWKS, Answer.of(SigningKeys.jwks()));
        server.answer(
                RFC_8414,
                Answer.of(metadata().put("issuer", "https://other.example").encode()));
        server.answer(OIDC, Answer.of(metadata().encode()));

        assertKeys();
    }

    @ParameterizedTest
    // the first would be answered if asked: a spelling of loopback for which http is not accepted
    @ValueSource(strings = {"http://localhost.:%d/keys", "https:keys", "ftp://127.0.0.1:%d/keys", "/keys", "", "::"})
    void refusesAnInsecureJwksUri(String jwksUri) throws Exception {
        server.answer(JWKS, Answer.of(SigningKeys.jwks()));
        String port = server.origin().replaceAll(".*:", "");
        server.answer(
                OIDC,
                Answer.of(
                        metadata().put("jwks_uri", jwksUri.replace("%d", port)).encode()));

        assertNoKeys();
        assertThat(server.visits(JWKS)).isZero();

        server.answer(OIDC, Answer.of(metadata().encode()));
        assertKeys();
    }

    @Test
    void followsNoRedirectFromTheJwksUri() throws Exception {
        server.answer(OIDC, Answer.of(metadata().encode()));
        server.answer(JWKS, Answer.redirect(elsewhere.origin() + JWKS));

        assertNoKeys();
        assertThat(elsewhere.visits()).isZero();

        server.answer(JWKS, Answer.of(SigningKeys.jwks()));
        assertKeys();
    }

    @Test
    void followsNoRedirectFromTheMetadataUrl() throws Exception {
        elsewhere.answer(
                OIDC,
                Answer.of(metadata().put("jwks_uri", elsewhere.origin() + JWKS).encode()));
        server.answer(OIDC, Answer.redirect(elsewhere.origin() + OIDC));

        assertNoKeys();
        assertThat(elsewhere.visits()).isZero();

        // the same document from the issuer itself names the URI, which may be on another host
        server.answer(
                OIDC,
                Answer.of(metadata().put("jwks_uri", elsewhere.origin() + JWKS).encode()));
        assertKeys();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsADocumentOfOneMebibyteAndRefusesALongerOne(boolean chunked) throws Exception {
        server.answer(OIDC, Answer.of(metadata().encode()));
        String padding = " ".repeat(MIB - SigningKeys.jwks().length());

        server.answer(JWKS, answer(SigningKeys.jwks() + padding + " ", chunked));
        assertNoKeys();
        server.answer(JWKS, answer(SigningKeys.jwks() + padding, chunked));
        assertKeys();
    }

    private static Answer answer(String body, boolean chunked) {
        return chunked ? Answer.of(body).inChunks() : Answer.of(body);
    }

    @Test
    void locateFindsAMovedJwksUriWhileTheOldOneStillAnswers() throws Exception {
        server.answer(OIDC, Answer.of(metadata().encode()));
        server.answer(JWKS, Answer.of(SigningKeys.jwks()));
        assertKeys();
        server.answer("/moved", Answer.of(SigningKeys.nextJwks()));
        server.answer(
                OIDC,
                Answer.of(metadata().put("jwks_uri", server.origin() + "/moved").encode()));

        locate();

        assertThat(fetched().keys().knows(Optional.of("rsa-2"))).isTrue();
    }

    @Test
    void keepsTheKnownJwksUriIfDiscoveryFails() throws Exception {
        server.answer(OIDC, Answer.of(metadata().encode()));
        server.answer(JWKS, Answer.of(SigningKeys.jwks()));
        assertKeys();
        server.answer(OIDC, Answer.status(500));

        locate();

        assertKeys();
    }

    @Test
    void neverDiscoversAConfiguredJwksUri() throws Exception {
        source.close();
        source = source(Map.of("SCOPED_GATE_JWKS_URI", server.origin() + JWKS));
        server.answer(JWKS, Answer.of(SigningKeys.jwks()));

        assertKeys();
        locate();
        assertKeys();

        assertThat(server.visits()).isEqualTo(2);
    }

    private void locate() {
        assertThat(source.locate().toCompletionStage().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "public, none",
                "max-age=60, 60",
                "MAX-AGE=60, 60",
                "'public, max-age=60, must-revalidate', 60",
                "'max-age=\"60\"', 60",
                "s-maxage=60, none",
                "max-age=-1, none",
                "max-age=1234567890, none",
                "max-age=0, 0",
                "no-cache, 0",
                "'no-store, max-age=60', 0",
                "x-no-cache, none"
            })
    void readsCacheControl(String cacheControl, Long seconds) throws Exception {
        server.answer(OIDC, Answer.of(metadata().encode()));
        server.answer(JWKS, Answer.of(SigningKeys.jwks()).header("Cache-Control", cacheControl));

        assertThat(fetched().maxAge()).isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @Test
    void readsAllCacheControlLines() throws Exception {
        server.answer(OIDC, Answer.of(metadata().encode()));
        server.answer(JWKS, Answer.of(SigningKeys.jwks()).header("Cache-Control", "public", "max-age=60"));

        assertThat(fetched().maxAge()).contains(Duration.ofSeconds(60));
    }

    private List<String> warnings(JsonObject metadata) throws Exception {
        server.answer(RFC_8414, Answer.of(metadata.encode()));
        try (LogRecorder log = new LogRecorder()) {
            source.locate().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            return log.entries().stream()
                    .filter(entry -> entry.contains("scopes_supported"))
                    .toList();
        }
    }

    /** Codex reads the scopes of the issuer's metadata, other clients those of this server. */
    @Test
    void logsOnceWhichScopesTheIssuersMetadataDoesNotList() throws Exception {
        server.answer(JWKS, Answer.of(SigningKeys.jwks()));
        JsonArray all =
                new JsonArray().add("openid").add("api://notes/notes:read").add("api://notes/notes:write");
        server.answer(
                RFC_8414, Answer.of(metadata().put("scopes_supported", all).encode()));
        fetched();

        assertThat(warnings(metadata().put("scopes_supported", all))).isEmpty();
        assertThat(warnings(metadata())).isEmpty();
        assertThat(warnings(metadata().put("scopes_supported", "api://notes/notes:read")))
                .isEmpty();
        JsonObject without = metadata()
                .put(
                        "scopes_supported",
                        new JsonArray().add("notes:read").add(5).add("api://notes/notes:write"));
        assertThat(warnings(without)).hasSize(1).first().asString().contains("without api://notes/notes:read, which");
        assertThat(warnings(without)).isEmpty();
        assertThat(warnings(metadata().put("scopes_supported", new JsonArray())))
                .hasSize(1);
        assertThat(warnings(metadata().put("scopes_supported", all))).isEmpty();
    }
}
