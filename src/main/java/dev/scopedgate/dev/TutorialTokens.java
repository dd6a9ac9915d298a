package dev.scopedgate.dev;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Returns a new token by its name in the tutorial, so that no command shows a token and none has expired. */
final class TutorialTokens implements Handler<RoutingContext> {

    private static final String CLIENT = "tutorial";

    private final AccessTokens tokens;
    private final Map<String, AuthorizationGrant> grants;

    /** @param scopes every scope, also of tools added later; tok_admin has them all */
    TutorialTokens(AccessTokens tokens, List<String> scopes) {
        this.tokens = tokens;
        this.grants = Map.of(
                "tok_reader", grant(ResourceOwner.ray, List.of("notes:read")),
                "tok_writer", grant(ResourceOwner.mich, List.of("notes:read", "notes:write")),
                "tok_admin", grant(ResourceOwner.operator, scopes));
    }

    @Override
    public void handle(RoutingContext ctx) {
        AuthorizationGrant grant = grants.get(ctx.pathParam("name"));
        if (grant == null) {
            ctx.response().setStatusCode(404).end("there are tok_reader, tok_writer and tok_admin\n");
            return;
        }
        ctx.response().putHeader("Content-Type", "text/plain").end(tokens.mint(grant));
    }

    private static AuthorizationGrant grant(ResourceOwner owner, List<String> scopes) {
        return new AuthorizationGrant(CLIENT, Optional.of(owner), scopes);
    }
}
