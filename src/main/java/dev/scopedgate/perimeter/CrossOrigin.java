package dev.scopedgate.perimeter;

import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.RequestSteps;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * CORS of the gate's paths, for origins that {@link Perimeter} has let through; pages can read the challenge. The
 * application's own CORS settings are for its own paths (Fetch §3.2).
 */
@Singleton
class CrossOrigin {

    private static final Pattern PARAMETER_HEADER = Pattern.compile("(?i)mcp-param-[!#$%&'*+.^_`|~0-9a-z-]{1,200}");

    private final GatedPaths paths;
    private final AllowedNames names;
    private final CorsHandler cors = CorsHandler.create()
            .addOriginWithRegex(".+")
            .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS))
            .allowedHeaders(Set.of(
                    "Authorization",
                    "DPoP",
                    "Content-Type",
                    "Accept",
                    "MCP-Protocol-Version",
                    "Mcp-Method",
                    "Mcp-Name"))
            .exposedHeaders(Set.of("WWW-Authenticate", "Retry-After", "DPoP-Nonce"))
            .allowCredentials(false);

    CrossOrigin(GatedPaths paths, AllowedNames names) {
        this.names = names;
        this.paths = paths;
    }

    void register(@Observes RequestSteps steps) {
        steps.register(this::answer, FilterOrder.CORS.place());
        steps.register(this::done, FilterOrder.CORS_DONE.place());
    }

    private void answer(RoutingContext context, Handler<RoutingContext> onwards) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null && paths.cover(context) && names.isOrigin(origin)) {
            // the handler sets it again
            context.response().headers().remove(HttpHeaders.VARY);
            allowParameterHeaders(context);
            cors.handle(context);
        } else {
            onwards.handle(context);
        }
    }

    /** The handler allows fixed names; those of a tool's arguments depend on the tool (MCP 2026-07-28, custom headers). */
    private static void allowParameterHeaders(RoutingContext context) {
        String asked = context.request().getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (asked == null || !HttpMethod.OPTIONS.equals(context.request().method())) {
            return;
        }
        String names = Stream.of(asked.split(","))
                .map(String::strip)
                .filter(name -> PARAMETER_HEADER.matcher(name).matches())
                .collect(Collectors.joining(","));
        if (!names.isEmpty()) {
            context.addHeadersEndHandler(ended -> {
                MultiMap headers = context.response().headers();
                String allowed = headers.get(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS);
                if (allowed != null) {
                    headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, allowed + "," + names);
                }
            });
        }
    }

    private void done(RoutingContext context, Handler<RoutingContext> onwards) {
        MultiMap headers = context.request().headers();
        if (headers.contains(HttpHeaders.ORIGIN) && paths.cover(context)) {
            headers.remove(HttpHeaders.ORIGIN);
        }
        onwards.handle(context);
    }
}
