package dev.scopedgate.http;

import dev.scopedgate.http.EndpointsConfig.Reach;
import io.quarkus.runtime.LaunchMode;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The paths of this server that are the gate's: those that need a verified token, the public metadata document and the
 * files of the page. Everything else is the application's own, unless the reach of the gate is the whole server.
 */
@Singleton
public final class GatedPaths {

    /** The MCP endpoint (MCP streamable HTTP). */
    public static final String MCP = "/mcp";

    /** The metadata document and all below it (RFC 9728 §3.1). */
    public static final String METADATA = "/.well-known/oauth-protected-resource";

    /** The files of the page for people. */
    public static final String PAGE = "/scoped-gate";

    /** Quarkus' own pages, such as the Dev UI, which has checks and headers of its own. */
    private static final String FRAMEWORK = "/q";

    private final Optional<String> whoami;
    private final Optional<String> scopes;

    /** An array, because each request looks through it and a list would make an iterator. */
    private final String[] needToken;

    private final boolean wholeServer;

    @Inject
    GatedPaths(EndpointsConfig config) {
        this(config.whoami(), config.scopes(), config.reach());
    }

    public GatedPaths(String whoami, String scopes, String reach) {
        this.whoami = path(whoami);
        this.scopes = path(scopes);
        wholeServer = Reach.SERVER.name().equalsIgnoreCase(reach.strip());
        List<String> own = new ArrayList<>(List.of(MCP));
        this.whoami.ifPresent(own::add);
        this.scopes.ifPresent(own::add);
        needToken = own.toArray(String[]::new);
    }

    private static Optional<String> path(String setting) {
        return Optional.of(setting.strip()).filter(path -> !"off".equalsIgnoreCase(path));
    }

    public Optional<String> whoami() {
        return whoami;
    }

    public Optional<String> scopes() {
        return scopes;
    }

    /** Each path that needs a token. */
    public List<String> needToken() {
        return List.of(needToken);
    }

    /** Whether the gate also guards what is not its own. */
    public boolean isWholeServer() {
        return wholeServer;
    }

    /** Whether that normalized path needs a verified token, or is below one that does. */
    public boolean needsToken(String path) {
        for (String own : needToken) {
            if (isWithin(path, own)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the gate's checks are for this request: in any reading of its path, a path of the gate. */
    public boolean cover(RoutingContext context) {
        String path = context.request().path();
        return path == null || !path.startsWith("/") || cover(path) || isOwn(context.normalizedPath());
    }

    /** Whether the gate's checks are for that path as it was sent. */
    public boolean cover(String path) {
        if (wholeServer) {
            return !(LaunchMode.current() == LaunchMode.DEVELOPMENT
                    && isWithin(path, FRAMEWORK)
                    && !PathReadings.isOdd(path));
        }
        return isOwn(path) || PathReadings.isOdd(path) && PathReadings.of(path).anyMatch(this::isOwn);
    }

    private boolean isOwn(String path) {
        return needsToken(path) || isWithin(path, METADATA) || isWithin(path, PAGE);
    }

    /** Whether that path is the other one, or below it. */
    public static boolean isWithin(String path, String own) {
        return path.startsWith(own) && (path.length() == own.length() || path.charAt(own.length()) == '/');
    }
}
