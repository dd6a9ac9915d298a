package dev.scopedgate.perimeter;

import dev.scopedgate.connection.ConnectionBounds;
import dev.scopedgate.connection.ConnectionConfig;
import dev.scopedgate.http.Answer;
import dev.scopedgate.http.GatedPaths;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps browser pages from reading the management port: it answers only under IP addresses, loopback names and
 * configured names, which stops DNS rebinding, and sends no CORS header (Fetch §3.2). Probes and scrapes use IP
 * addresses.
 */
@Singleton
class ManagementPerimeter {

    private static final int FIRST = Integer.MIN_VALUE;

    /** An IP address cannot be rebound by DNS. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?");

    private final Set<String> names = new HashSet<>(Set.of("localhost"));
    private final RequestSyntax syntax;
    private final SecurityHeaders securityHeaders;
    private final ConnectionConfig connections;
    private final GatedPaths paths;

    ManagementPerimeter(
            PerimeterConfig config,
            ConnectionConfig connections,
            RequestSyntax syntax,
            SecurityHeaders securityHeaders,
            GatedPaths paths) {
        this.paths = paths;
        config.managementHosts().orElse(List.of()).forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        this.syntax = syntax;
        this.securityHeaders = securityHeaders;
        this.connections = connections;
    }

    void register(@Observes ManagementInterface management) {
        if (!paths.isWholeServer()) {
            return;
        }
        Router router = management.router();
        // Quarkus answers every Origin with Access-Control-Allow-Origin: * and has no setting to turn that off
        router.getRoutes().stream()
                .filter(route -> route.toString().contains(CorsHandler.class.getSimpleName()))
                .forEach(Route::remove);
        router.route().order(FIRST).handler(this::check);
    }

    private void check(RoutingContext context) {
        ConnectionBounds.put(context.request(), connections);
        securityHeaders.put(context.response().headers());
        if (!syntax.holds(context)) {
            return;
        }
        if (context.request().headers().getAll(HttpHeaders.HOST).size() > 1) {
            Answer.error(context, 400, "bad_request", "more than one Host (RFC 9112 §3.2)");
        } else if (!isName(context.request().authority())) {
            Answer.error(
                    context,
                    403,
                    "forbidden",
                    "Host is not a name of the management port: see scoped-gate.perimeter.management-hosts");
        } else {
            context.next();
        }
    }

    private boolean isName(HostAndPort authority) {
        if (authority == null) {
            return false;
        }
        String host = authority.host().toLowerCase(Locale.ROOT);
        return names.contains(host) || ADDRESS.matcher(host).matches();
    }
}
