package dev.scopedgate.dev.idp;

import static dev.scopedgate.dev.idp.RunningAuthorizationServer.REDIRECT;
import static dev.scopedgate.dev.idp.RunningAuthorizationServer.await;
import static dev.scopedgate.dev.idp.RunningAuthorizationServer.returned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.response.Response;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMetadataDocumentTest {

    @RegisterExtension
    static final RunningAuthorizationServer idp = new RunningAuthorizationServer(true);

    @RegisterExtension
    static final RunningAuthorizationServer byDefault = new RunningAuthorizationServer();

    private final AtomicInteger fetches = new AtomicInteger();
    private HttpServer site;

    @BeforeEach
    void publish() {
        Router router = Router.router(idp.vertx());
        router.route().handler(ctx -> {
            fetches.incrementAndGet();
            ctx.next();
        });
        router.get("/good").handler(ctx -> ctx.json(document("/good")));
        router.get("/of-another").handler(ctx -> ctx.json(document("/good")));
        router.get("/with-secret")
                .handler(ctx -> ctx.json(document("/with-secret").put("client_secret", "s")));
        router.get("/authenticating")
                .handler(ctx ->
                        ctx.json(document("/authenticating").put("token_endpoint_auth_method", "client_secret_post")));
        router.get("/too-large").handler(ctx -> ctx.json(document("/too-large").put("x", "x".repeat(20_000))));
        router.get("/not-json").handler(ctx -> ctx.end("<html>"));
        router.get("/without-our-redirect-uri")
                .handler(ctx -> ctx.json(document("/without-our-redirect-uri")
                        .put("redirect_uris", new JsonArray().add("https://other.example/back"))));
        router.get("/moved").handler(ctx -> ctx.redirect("/good"));
        site = await(idp.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void withdraw() {
        await(site.close());
    }

    @Test
    void aClientKnownByItsUrlGetsAToken() throws Exception {
        String client = url("/good");
        Response page = idp.authorize(idp.authorizationRequest(client));
        assertThat(page.asString()).contains(client, REDIRECT);
        String code = returned(idp.decide(page, "allow", "ray", "notes:read")).get("code");

        Response response = idp.token(idp.tokenRequest(client, code));

        assertThat(VerifiedToken.of(response.path("access_token"), idp.issuer()).claim("client_id"))
                .isEqualTo(client);
        assertThat(idp.refresh(client, response.path("refresh_token")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/of-another", "/with-secret", "/authenticating", "/too-large", "/not-json", "/moved", "/absent"
            })
    void refusesAnInvalidDocument(String path) {
        Response page = idp.authorize(idp.authorizationRequest(url(path)));

        assertShownHere(idp.decide(page, "allow", "ray", "notes:read"), "invalid_client");
    }

    @Test
    void refusesARedirectUriThatTheDocumentDoesNotName() {
        Response page = idp.authorize(idp.authorizationRequest(url("/without-our-redirect-uri")));

        assertShownHere(idp.decide(page, "allow", "ray", "notes:read"), "invalid_request");
    }

    @Test
    void nothingIsFetchedBeforeAPersonAllowsIt() {
        Response page = idp.authorize(idp.authorizationRequest(url("/good")));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(fetches).hasValue(0);

        assertShownHere(idp.decide(page, "deny", "ray", "notes:read"), "access_denied");
        assertThat(fetches).hasValue(0);

        Response another = idp.authorize(idp.authorizationRequest(url("/good")));
        assertThat(idp.decide(another, "allow", "ray", "notes:read").statusCode())
                .isEqualTo(303);
        assertThat(fetches).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/../good", "", "/", "/good#fragment"})
    void anInvalidClientIdShowsNoSignInPage(String path) {
        assertShownHere(idp.authorize(idp.authorizationRequest(url(path))), "invalid_client");
    }

    @Test
    void byDefaultHttpOnLoopbackIsNotAClientId() {
        Response refusal = byDefault.authorize(byDefault.authorizationRequest(url("/good")));
        assertShownHere(refusal, "invalid_client");
        assertThat(refusal.asString()).contains("scoped-gate.dev-idp.fetch-loopback-documents=true");
        assertThat(fetches).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "[::1]", "[::ffff:127.0.0.1]"})
    void byDefaultNoConnectionIsMadeToThisMachine(String host) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 50, null)) {
            String client = "https://%s:%d/client".formatted(host, listening.getLocalPort());
            Response page = byDefault.authorize(byDefault.authorizationRequest(client));

            assertShownHere(byDefault.decide(page, "allow", "ray", "notes:read"), "invalid_client");

            listening.setSoTimeout(200);
            assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static void assertShownHere(Response response, String error) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.header("Location")).isNull();
        assertThat(response.asString()).contains(error);
    }

    private JsonObject document(String path) {
        return new JsonObject()
                .put("client_id", url(path))
                .put("client_name", "Published")
                .put("redirect_uris", new JsonArray().add(REDIRECT));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + site.actualPort() + path;
    }
}
