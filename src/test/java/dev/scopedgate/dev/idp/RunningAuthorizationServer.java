package dev.scopedgate.dev.idp;

import static io.restassured.RestAssured.given;

import dev.scopedgate.dev.idp.client.Secrets;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The stand-in on a free port, with a client and a browser that know how to use it. */
public final class RunningAuthorizationServer implements BeforeAllCallback, AfterAllCallback {

    static final String RESOURCE = "http://127.0.0.1:8000/mcp";
    static final String REDIRECT = "http://127.0.0.1:5000/callback";
    static final List<String> SCOPES = List.of("notes:read", "notes:write", "admin:notes");
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final Map<String, String> TOKENS =
            Map.of("tok_reader", "notes:read", "tok_writer", "notes:read notes:write");

    private static final Pattern KEY = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");

    private final boolean fetchLoopbackDocuments;
    private Vertx vertx;
    private AuthorizationServer server;

    public RunningAuthorizationServer() {
        this(false);
    }

    public RunningAuthorizationServer(boolean fetchLoopbackDocuments) {
        this.fetchLoopbackDocuments = fetchLoopbackDocuments;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        vertx = Vertx.vertx();
        server = await(AuthorizationServer.listen(
                vertx,
                new AuthorizationServerSettings(
                        0, RESOURCE, SCOPES, "", false, Optional.empty(), fetchLoopbackDocuments, TOKENS)));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        await(server.close());
        await(vertx.close());
    }

    static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    Vertx vertx() {
        return vertx;
    }

    public String issuer() {
        return server.issuer();
    }

    public RequestSpecification request() {
        var specification = new RequestSpecBuilder()
                .setBaseUri(issuer())
                .setConfig(RestAssuredConfig.config()
                        .redirect(RedirectConfig.redirectConfig().followRedirects(false)))
                .build();
        return given().spec(specification);
    }

    Response register(JsonObject metadata) {
        return request().contentType("application/json").body(metadata.encode()).post("/register");
    }

    /** A public client, as agents are. */
    public String publicClient() {
        return register(new JsonObject()
                        .put("redirect_uris", new JsonArray().add(REDIRECT))
                        .put("token_endpoint_auth_method", "none"))
                .path("client_id");
    }

    /** A valid authorization request, to be changed in one parameter. */
    Map<String, String> authorizationRequest(String clientId) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("state", "a state");
        parameters.put("scope", "notes:read notes:write");
        parameters.put("code_challenge", Secrets.s256(VERIFIER));
        parameters.put("code_challenge_method", "S256");
        parameters.put("resource", RESOURCE);
        return parameters;
    }

    Response authorize(Map<String, String> parameters) {
        return request().queryParams(parameters).get("/authorize");
    }

    /** Submits the sign-in page as a browser does. */
    Response decide(Response page, String decision, String owner, String... scopes) {
        var key = KEY.matcher(page.asString());
        if (!key.find()) {
            throw new AssertionError("not a sign-in page: " + page.asString());
        }
        return request()
                .formParam("request", key.group(1))
                .formParam("owner", owner)
                .formParam("decision", decision)
                .formParam("scope", List.of(scopes))
                .post("/authorize");
    }

    /** The parameters with which the browser goes back to the client. */
    static Map<String, String> returned(Response redirect) {
        return Arrays.stream(
                        URI.create(redirect.header("Location")).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    public String code(String clientId, String owner, String... scopes) {
        return returned(decide(authorize(authorizationRequest(clientId)), "allow", owner, scopes))
                .get("code");
    }

    /** A valid token request for a code, to be changed in one parameter. */
    public Map<String, String> tokenRequest(String clientId, String code) {
        return new HashMap<>(Map.of(
                "grant_type", "authorization_code",
                "client_id", clientId,
                "code", code,
                "redirect_uri", REDIRECT,
                "code_verifier", VERIFIER,
                "resource", RESOURCE));
    }

    Response token(Map<String, String> form) {
        return request().formParams(form).post("/token");
    }

    Response refresh(String clientId, String refreshToken, String... scope) {
        var form = new HashMap<>(
                Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refreshToken));
        if (scope.length > 0) {
            form.put("scope", String.join(" ", scope));
        }
        return token(form);
    }
}
