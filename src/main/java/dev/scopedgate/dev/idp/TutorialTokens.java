package dev.scopedgate.dev.idp;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Returns a new token by its name in the tutorial or by its scopes, so that no command shows a token and none has
 * expired.
 */
final class TutorialTokens implements Handler<RoutingContext> {

    private static final String CLIENT = "tutorial";

    private final AccessTokens tokens;
    private final List<String> scopes;
    private final Map<String, AuthorizationGrant> grants = new TreeMap<>();

    TutorialTokens(AccessTokens tokens, AuthorizationServerSettings settings) {
        this.tokens = tokens;
        this.scopes = settings.scopes();
        settings.tokens().forEach((name, held) -> grants.put(name, grant(owner(name), List.of(held.split(" ")))));
        grants.put("tok_admin", grant(ResourceOwner.operator, scopes));
    }

    private static ResourceOwner owner(String name) {
        return "tok_reader".equals(name) ? ResourceOwner.ray : ResourceOwner.mich;
    }

    /** {@code /tokens?scope=…}: a token with exactly these scopes, and with {@code &jkt=…} bound to that key. */
    void withScopes(RoutingContext ctx) {
        List<String> asked = List.of(String.join(" ", ctx.queryParam("scope")).split(" "));
        if (scopes.containsAll(asked)) {
            answer(
                    ctx,
                    grant(ResourceOwner.mich, asked),
                    ctx.queryParam("jkt").stream().findFirst());
        } else {
            ctx.response().setStatusCode(400).end("scope must be of " + String.join(" ", scopes) + "\n");
        }
    }

    @Override
    public void handle(RoutingContext ctx) {
        AuthorizationGrant grant = grants.get(ctx.pathParam("name"));
        if (grant == null) {
            ctx.response().setStatusCode(404).end("there are " + String.join(", ", grants.keySet()) + "\n");
            return;
        }
        answer(ctx, grant, Optional.empty());
    }

    private void answer(RoutingContext ctx, AuthorizationGrant grant, Optional<String> jkt) {
        ctx.response().putHeader("Content-Type", "text/plain").end(tokens.mint(grant, jkt));
    }

    private static AuthorizationGrant grant(ResourceOwner owner, List<String> scopes) {
        return new AuthorizationGrant(CLIENT, Optional.of(owner), scopes);
    }
}
