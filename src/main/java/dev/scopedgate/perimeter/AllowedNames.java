package dev.scopedgate.perimeter;

import dev.scopedgate.http.SecureUri;
import dev.scopedgate.oauth.ResourceServer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The exact host names of this server and the exact origins whose pages may call it, compared whole, never as a prefix
 * or suffix (MCP streamable HTTP, security warning).
 */
@Singleton
class AllowedNames {

    private static final String LOOPBACK_NAME = "(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?";
    private static final Pattern LOOPBACK_HOST = Pattern.compile(LOOPBACK_NAME);
    private static final Pattern LOOPBACK_ORIGIN = Pattern.compile("https?://" + LOOPBACK_NAME);

    private final Set<String> hosts = new HashSet<>();
    private final Set<String> origins = new HashSet<>();
    private final boolean loopbackOrigins;

    AllowedNames(ResourceServer server, PerimeterConfig config) {
        // a scheme has no case (RFC 3986 §3.1)
        URI resource = SecureUri.normalized(URI.create(server.resource()));
        String host = withoutDefaultPort(resource.getRawAuthority(), resource.getScheme());
        hosts.add(host);
        if (host.equals(resource.getHost())) {
            hosts.add(host + ":" + defaultPort(resource.getScheme()));
        }
        config.allowedHosts().orElse(List.of()).forEach(name -> hosts.add(lower(name)));
        origins.add(resource.getScheme() + "://" + host);
        config.allowedOrigins().orElse(List.of()).forEach(origin -> origins.add(lower(origin)));
        loopbackOrigins = config.allowLoopbackOrigins();
    }

    /**
     * Whether that {@code Host} is allowed. A loopback name always is: a browser resolves it to its own machine, and a
     * rebound name is never one.
     */
    boolean isHost(String host) {
        // the usual spelling, without the cost of the general case
        if (hosts.contains(host)) {
            return true;
        }
        return hosts.contains(lower(host)) || LOOPBACK_HOST.matcher(lower(host)).matches();
    }

    /**
     * Whether that request target is a path or has an allowed host: the host of a target overrides {@code Host} (RFC
     * 9112 §3.2.2).
     */
    boolean isTarget(String target) {
        if (target.startsWith("/")) {
            return true;
        }
        try {
            return isHost(String.valueOf(new URI(target).getRawAuthority()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether pages of that {@code Origin} may call. */
    boolean isOrigin(String origin) {
        return origins.contains(lower(origin))
                || loopbackOrigins && LOOPBACK_ORIGIN.matcher(lower(origin)).matches();
    }

    private static String withoutDefaultPort(String authority, String scheme) {
        return authority.replaceFirst(":" + defaultPort(scheme) + "$", "");
    }

    private static int defaultPort(String scheme) {
        return "https".equals(scheme) ? 443 : 80;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
