package dev.scopedgate.perimeter;

import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * CORS of the gate's paths, for origins that {@link Perimeter} has let through; pages can read the challenge. The
 * application's own CORS settings are for its own paths (Fetch §3.2).
 */
@Singleton
class CrossOrigin {

    private final GatedPaths paths;
    private final AllowedNames names;
    private final CorsHandler cors = CorsHandler.create()
            .addOriginWithRegex(".+")
            .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS))
            .allowedHeaders(Set.of("Authorization", "Content-Type", "Accept", "MCP-Protocol-Version"))
            .exposedHeaders(Set.of("WWW-Authenticate", "Retry-After"))
            .allowCredentials(false);

    CrossOrigin(GatedPaths paths, AllowedNames names) {
        this.names = names;
        this.paths = paths;
    }

    void register(@Observes Filters filters) {
        filters.register(this::answer, FilterOrder.CORS.place());
        filters.register(this::done, FilterOrder.CORS_DONE.place());
    }

    private void answer(RoutingContext context) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null && paths.cover(context) && names.isOrigin(origin)) {
            // the handler sets it again
            context.response().headers().remove(HttpHeaders.VARY);
            cors.handle(context);
        } else {
            context.next();
        }
    }

    private void done(RoutingContext context) {
        MultiMap headers = context.request().headers();
        if (headers.contains(HttpHeaders.ORIGIN) && paths.cover(context)) {
            headers.remove(HttpHeaders.ORIGIN);
        }
        context.next();
    }
}
