package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.idp.client.ClientMetadataDocuments;
import dev.scopedgate.dev.idp.client.LoopbackHost;
import dev.scopedgate.dev.idp.client.OAuthError;
import dev.scopedgate.dev.idp.client.Registration;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.List;
import java.util.Set;

/** Maps each path to its handler (RFC 6749 §3, RFC 7591 §3, RFC 8414 §3). */
record Endpoints(String issuer, AuthorizationServerSettings settings, State state, ClientMetadataDocuments documents) {

    private static final long MAX_BODY = 64 * 1024;

    /** The paths that a client in a browser may call; not the sign-in page nor the tutorial's tokens. */
    private static final List<String> CROSS_ORIGIN = List.of(
            Metadata.OAUTH_PATH,
            Metadata.OIDC_PATH,
            Metadata.JWKS_PATH,
            Metadata.TOKEN_PATH,
            Metadata.REGISTRATION_PATH);

    void mount(Router router) {
        var targets = new Targets(settings.resource(), settings.scopes(), settings.prefix());
        var metadata = new Metadata(issuer, targets.named(settings.scopes()));
        var people = new People(settings);
        var tokens = new AccessTokens(
                issuer, settings.resource(), settings.prefixInToken() ? settings.prefix() : "", state.key(), people);
        var codes = new AuthorizationCodes();
        var authorization = new AuthorizationEndpoint(issuer, state.clients(), documents, targets, codes, people);

        router.route().handler(new LoopbackHost()).handler(Endpoints::harden);
        CROSS_ORIGIN.forEach(path -> router.route(path).handler(cors()));
        router.post().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));

        router.get("/").handler(ctx -> Page.welcome(settings).answer(ctx, 200));
        router.get(Metadata.OAUTH_PATH).handler(ctx -> ctx.json(metadata.document()));
        router.get(Metadata.OIDC_PATH).handler(ctx -> ctx.json(metadata.document()));
        router.get(Metadata.JWKS_PATH).handler(ctx -> ctx.json(state.key().jwks()));
        router.get(Metadata.AUTHORIZATION_PATH).handler(authorization::ask);
        router.post(Metadata.AUTHORIZATION_PATH).handler(authorization::answer);
        router.post(Metadata.TOKEN_PATH)
                .handler(new TokenEndpoint(
                        state.clients(), targets, codes, state.refreshTokens(), tokens, issuer + Metadata.TOKEN_PATH));
        router.post(Metadata.REGISTRATION_PATH).handler(new Registration(state.clients()));
        var tutorial = new TutorialTokens(tokens, settings);
        router.get("/tokens").handler(tutorial::withScopes);
        router.get("/tokens/:name").handler(tutorial);
        var page = new PeopleEndpoint(people, tokens, settings.resource());
        router.route(PeopleEndpoint.PATH + "*").handler(page::onlyThePage);
        router.get(PeopleEndpoint.PATH).handler(page::list);
        router.post(PeopleEndpoint.PATH + "/:name/promote").handler(page::promote);
        router.post(PeopleEndpoint.PATH + "/:name/token").handler(page::token);
        router.route().failureHandler(OAuthError::answer);
    }

    private static CorsHandler cors() {
        return CorsHandler.create()
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST))
                .allowedHeaders(Set.of("Authorization", "DPoP", "Content-Type", "Accept", "MCP-Protocol-Version"))
                .exposedHeader("WWW-Authenticate");
    }

    private static void harden(RoutingContext ctx) {
        ctx.response().putHeader("X-Content-Type-Options", "nosniff").putHeader("Cache-Control", "no-store");
        ctx.next();
    }
}
