package dev.scopedgate.perimeter;

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
 * The exact names under which this server answers and the exact origins whose pages may call it (MCP streamable HTTP,
 * security warning): compared whole, never as prefix or suffix.
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
        URI resource = URI.create(server.resource());
        String host = withoutDefaultPort(lower(server.authority()), resource.getScheme());
        hosts.add(host);
        if (host.equals(lower(resource.getHost()))) {
            hosts.add(host + ":" + defaultPort(resource.getScheme()));
        }
        config.allowedHosts().orElse(List.of()).forEach(name -> hosts.add(lower(name)));
        origins.add(resource.getScheme() + "://" + host);
        config.allowedOrigins().orElse(List.of()).forEach(origin -> origins.add(lower(origin)));
        loopbackOrigins = config.allowLoopbackOrigins();
    }

    /**
     * Whether that {@code Host} is ours. A loopback name always is: only somebody on this machine can have typed it, and a
     * rebound name is by definition not one.
     */
    boolean isHost(String host) {
        // as clients write it, without the work of the general case
        if (hosts.contains(host)) {
            return true;
        }
        return hosts.contains(lower(host)) || LOOPBACK_HOST.matcher(lower(host)).matches();
    }

    /** Whether that request target is a path, or names us itself: a target's host goes before {@code Host} (RFC 9112 §3.2.2). */
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

    /** Whether a page of that {@code Origin} may call. */
    boolean isOrigin(String origin) {
        return origins.contains(lower(origin))
                || loopbackOrigins && LOOPBACK_ORIGIN.matcher(lower(origin)).matches();
    }

    /** The origins for the CORS filter, which takes a pattern between slashes. */
    Set<String> corsOrigins() {
        Set<String> all = new HashSet<>(origins);
        if (loopbackOrigins) {
            all.add("/" + LOOPBACK_ORIGIN.pattern() + "/");
        }
        return all;
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
