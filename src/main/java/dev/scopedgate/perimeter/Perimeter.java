package dev.scopedgate.perimeter;

import dev.scopedgate.connection.ConnectionBounds;
import dev.scopedgate.connection.ConnectionConfig;
import dev.scopedgate.http.Answer;
import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.RequestSteps;
import dev.scopedgate.oauth.ResourceServer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Refuses, before any other check, every request whose {@code Host} or {@code Origin} is not on the allow-list: a
 * browser page must not reach this server by DNS rebinding (MCP streamable HTTP, security warning).
 */
@Singleton
public class Perimeter {

    private final AllowedNames names;
    private final RequestSyntax syntax;
    private final SecurityHeaders securityHeaders;
    private final ConnectionConfig config;
    private final ResponseRoom room;
    private final GatedPaths paths;

    Perimeter(
            AllowedNames names,
            RequestSyntax syntax,
            SecurityHeaders securityHeaders,
            ConnectionConfig config,
            ResponseRoom room,
            GatedPaths paths) {
        this.paths = paths;
        this.room = room;
        this.syntax = syntax;
        this.names = names;
        this.securityHeaders = securityHeaders;
        this.config = config;
    }

    void register(@Observes RequestSteps steps) {
        steps.register(this::bound, FilterOrder.PERIMETER.place());
    }

    private void bound(RoutingContext context, Handler<RoutingContext> onwards) {
        ConnectionBounds.put(context.request(), config);
        if (context.request().version() == HttpVersion.HTTP_2) {
            context.addBodyEndHandler(ended -> ConnectionBounds.waitsForClient(context.request(), true));
        }
        check(context, onwards);
    }

    private void check(RoutingContext context, Handler<RoutingContext> onwards) {
        if (Answer.isOver(context.response())) {
            return;
        }
        if (context.response().writeQueueFull()) {
            room.await(context, () -> check(context, onwards));
            return;
        }
        if (!paths.cover(context)) {
            if (syntax.holds(context)) {
                onwards.handle(context);
            }
            return;
        }
        securityHeaders.put(context.response().headers());
        boolean isPublic = ResourceServer.isMetadataPath(context.request().path());
        if (!isPublic) {
            // CORS echoes the requesting origin; the public document allows every origin
            context.response().headers().set(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
        List<String> hosts = context.request().headers().getAll(HttpHeaders.HOST);
        List<String> origins = origins(context.request());
        if (!syntax.holds(context)) {
            return;
        }
        if (hosts.size() > 1) {
            refuse(context, 400, "more than one Host (RFC 9112 §3.2)");
        } else if (!isAddressedToUs(context.request(), hosts)) {
            refuse(context, 403, "Host is not a name of this server" + hint(hosts));
        } else if (origins.size() > 1 || !isPublic && !origins.isEmpty() && !names.isOrigin(origins.get(0))) {
            refuse(context, 403, "Origin is not allowed: see scoped-gate.perimeter.allowed-origins");
        } else if (!RequestPath.hasOneReading(context)) {
            RequestPath.refuse(context);
        } else {
            onwards.handle(context);
        }
    }

    /** Most clients are not web pages and send no Origin; for them no list is made. */
    private static List<String> origins(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.ORIGIN)
                ? request.headers().getAll(HttpHeaders.ORIGIN)
                : List.of();
    }

    private static String hint(List<String> hosts) {
        boolean dotted = !hosts.isEmpty() && hosts.get(0).matches(".*\\.(:\\d*)?");
        return dotted ? ": write it without the dot at its end" : ": see scoped-gate.perimeter.allowed-hosts";
    }

    /** Checks the host in the request target, if any, and Host, or in HTTP/2 :authority. */
    private boolean isAddressedToUs(HttpServerRequest request, List<String> hosts) {
        if (!names.isTarget(request.uri())) {
            return false;
        }
        // the usual case, without the cost of creating the authority
        boolean named = !hosts.isEmpty() && names.isHost(hosts.get(0));
        return named && request.version() != HttpVersion.HTTP_2
                || request.authority() != null
                        && names.isHost(request.authority().toString());
    }

    private static void refuse(RoutingContext context, int status, String detail) {
        Answer.error(context, status, status == 403 ? "forbidden" : "bad_request", detail);
    }
}
