package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.idp.client.LoopbackHost;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets the page of this resource server, and no page of another origin, see the users, get a token for one and promote
 * one (Fetch §3.2).
 */
final class PeopleEndpoint {

    static final String PATH = "/people";

    private static final String CLIENT = "page";

    private final People people;
    private final AccessTokens tokens;
    private final URI resource;

    PeopleEndpoint(People people, AccessTokens tokens, String resource) {
        this.people = people;
        this.tokens = tokens;
        this.resource = URI.create(resource);
    }

    /** Refuses a request that is not from the page. */
    void onlyThePage(RoutingContext ctx) {
        List<String> origins = ctx.request().headers().getAll("Origin");
        if (origins.size() == 1 && isOwn(origins.get(0))) {
            ctx.response()
                    .putHeader("Access-Control-Allow-Origin", origins.get(0))
                    .putHeader("Vary", "Origin");
            ctx.next();
        } else {
            ctx.response().setStatusCode(403).end("only for the page of " + resource + "\n");
        }
    }

    /** The origin of the resource; if that is loopback, under any of its names. */
    private boolean isOwn(String origin) {
        URI uri;
        try {
            uri = URI.create(origin);
        } catch (IllegalArgumentException e) {
            return false;
        }
        boolean sameHost = Objects.equals(resource.getHost(), uri.getHost())
                || LoopbackHost.isLoopback(resource.getHost()) && LoopbackHost.isLoopback(uri.getHost());
        return sameHost && resource.getPort() == uri.getPort() && Objects.equals(resource.getScheme(), uri.getScheme());
    }

    void list(RoutingContext ctx) {
        JsonArray all = new JsonArray();
        Arrays.stream(ResourceOwner.values()).map(this::described).forEach(all::add);
        ctx.json(new JsonObject().put("people", all));
    }

    void promote(RoutingContext ctx) {
        named(ctx).ifPresent(owner -> {
            people.promote(owner);
            ctx.json(described(owner));
        });
    }

    void token(RoutingContext ctx) {
        named(ctx).ifPresent(owner -> {
            var grant = new AuthorizationGrant(CLIENT, Optional.of(owner), people.scopes(owner));
            ctx.json(described(owner)
                    .put("access_token", tokens.mint(grant))
                    .put("scope", String.join(" ", grant.scopes())));
        });
    }

    private static Optional<ResourceOwner> named(RoutingContext ctx) {
        Optional<ResourceOwner> owner = ResourceOwner.named(ctx.pathParam("name"));
        if (owner.isEmpty()) {
            ctx.response().setStatusCode(404).end("there is no user with that name\n");
        }
        return owner;
    }

    private JsonObject described(ResourceOwner owner) {
        return new JsonObject().put("name", owner.name()).put("ring", people.ring(owner));
    }
}
