package dev.scopednotes.transport;

import dev.scopednotes.oauth.ResourceServer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.security.CORS;
import io.quarkus.vertx.http.security.HttpSecurity;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Turns away, before anything else looks at it, every request whose {@code Host} or {@code Origin} is not on the
 * allow-list: a browser page must not reach this server by DNS rebinding (MCP streamable HTTP, security warning).
 */
@Singleton
class Perimeter {

    private final AllowedNames names;

    Perimeter(AllowedNames names) {
        this.names = names;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.PERIMETER);
    }

    /** CORS answers for exactly the origins that may call; the challenge is readable by pages. */
    void cors(@Observes HttpSecurity security) {
        security.cors(CORS.builder()
                .origins(names.corsOrigins())
                .methods(Set.of("GET", "POST", "OPTIONS"))
                .headers(Set.of("Authorization", "Content-Type", "Accept", "MCP-Protocol-Version"))
                .exposedHeaders(Set.of("WWW-Authenticate", "Retry-After"))
                .accessControlAllowCredentials(false)
                .build());
    }

    private void check(RoutingContext context) {
        if (context.response().writeQueueFull()) {
            // answers that nobody reads would pile up in memory: the next request waits until these have left
            context.response().drainHandler(drained -> check(context));
            return;
        }
        List<String> hosts = context.request().headers().getAll(HttpHeaders.HOST);
        String host = context.request().authority() == null
                ? ""
                : context.request().authority().toString();
        List<String> origins = context.request().headers().getAll(HttpHeaders.ORIGIN);
        if (context.request().headers().contains(HttpHeaders.CONTENT_LENGTH)
                && context.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            // where the body ends would be a matter of opinion (RFC 9112 §6.3)
            refuse(context, "Content-Length and Transfer-Encoding exclude each other");
        } else if (hosts.size() > 1 || !names.isHost(host)) {
            refuse(context, "Host is not a name of this server: see scoped-notes.perimeter.allowed-hosts");
        } else if (origins.size() > 1
                || !ResourceServer.isMetadataPath(context.request().path())
                        && !origins.stream().allMatch(names::isOrigin)) {
            refuse(context, "Origin is not allowed: see scoped-notes.perimeter.allowed-origins");
        } else {
            context.next();
        }
    }

    private static void refuse(RoutingContext context, String detail) {
        context.response()
                .setStatusCode(403)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject()
                        .put("error", "forbidden")
                        .put("detail", detail)
                        .toBuffer());
        context.request().resume();
    }
}
