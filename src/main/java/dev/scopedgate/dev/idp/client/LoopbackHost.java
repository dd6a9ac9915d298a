package dev.scopedgate.dev.idp.client;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;

/** Accepts only requests with a loopback {@code Host}, so that a web page cannot reach the server by DNS rebinding. */
public final class LoopbackHost implements Handler<RoutingContext> {

    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    public static boolean isLoopback(String host) {
        return host != null && NAMES.contains(host.toLowerCase(Locale.ROOT));
    }

    @Override
    public void handle(RoutingContext ctx) {
        HostAndPort authority = ctx.request().authority();
        if (authority == null || !isLoopback(authority.host())) {
            refuse(ctx, 403, "Host is not loopback\n");
        } else if (ctx.request().path().contains("%")) {
            // no path here needs escapes, and an invalid one fails in the router
            refuse(ctx, 404, "no such path\n");
        } else {
            ctx.next();
        }
    }

    private static void refuse(RoutingContext ctx, int status, String text) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain")
                .end(text);
    }
}
