package dev.scopedgate.oauth.bound;

import dev.scopedgate.http.GatedPaths;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The URI of a request as its client sees it, from the configured resource and never from the request's {@code Host} or
 * forwarded headers; compared after normalization, without query and fragment (RFC 9449 §4.3, RFC 3986 §6.2.2, §6.2.3).
 */
final class TargetUri {

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

    private final String resource;
    private final String origin;

    /** Of a proxy that removes it before it forwards a request. */
    private final String prefix;

    TargetUri(String resource) {
        this.resource = resource;
        URI uri = URI.create(resource);
        origin = uri.getScheme() + "://" + uri.getRawAuthority();
        String path = uri.getRawPath();
        prefix = path.endsWith(GatedPaths.MCP) ? path.substring(0, path.length() - GatedPaths.MCP.length()) : "";
    }

    /** Whether that is the URI of a request for this path. */
    boolean matches(String htu, String path) {
        String expected = path.equals(GatedPaths.MCP) ? resource : origin + prefix + path;
        if (htu.equals(expected)) {
            return true;
        }
        Optional<String> signed = normalized(htu);
        return signed.isPresent() && signed.equals(normalized(expected));
    }

    /** Empty if it is not an absolute URI with a host and without user. */
    static Optional<String> normalized(String text) {
        try {
            URI uri = new URI(text).parseServerAuthority();
            if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            return Optional.of(
                    scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port(scheme, uri.getPort()) + path(uri));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String port(String scheme, int port) {
        boolean isDefault = port < 0 || port == 443 && scheme.equals("https") || port == 80 && scheme.equals("http");
        return isDefault ? "" : ":" + port;
    }

    private static String path(URI uri) {
        String decoded = ESCAPE.matcher(uri.getRawPath()).replaceAll(escape -> {
            char octet = (char) Integer.parseInt(escape.group(1), 16);
            return isUnreserved(octet) ? String.valueOf(octet) : escape.group().toUpperCase(Locale.ROOT);
        });
        return withoutDots(decoded);
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0;
    }

    /** Empty segments stay: {@code //} is another path than {@code /} (RFC 3986 §5.2.4). */
    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean up = segments[i].equals("..");
            if (up) {
                kept.pollLast();
            }
            if (!up && !segments[i].equals(".")) {
                kept.addLast(segments[i]);
            } else if (i == segments.length - 1) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }
}
