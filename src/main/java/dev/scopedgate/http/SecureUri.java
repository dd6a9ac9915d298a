package dev.scopedgate.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Accepts a setting only if it is an absolute URI without user, fragment or, unless allowed, query, and https unless on
 * loopback: on plain http, anyone on the network path can read and forge tokens (RFC 8414 §2).
 */
public final class SecureUri {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean allowHttp;
    private final List<String> problems;

    public SecureUri(boolean allowHttp, List<String> problems) {
        this.allowHttp = allowHttp;
        this.problems = problems;
    }

    public Optional<URI> required(String property, Optional<String> value, String example) {
        if (value.filter(text -> !text.isBlank()).isEmpty()) {
            problems.add(property + " is not set: it is required, " + example);
            return Optional.empty();
        }
        return read(property, value.get(), example, false);
    }

    /** Also accepts a query: an issuer has none, but its documents may (RFC 8414 §2, RFC 6749 §3.2). */
    public Optional<URI> optionalWithQuery(String property, Optional<String> value, String example) {
        return value.flatMap(text -> read(property, text, example, true));
    }

    /** Requires the URI of a page for people, which may have a query and a fragment: a client links to it. */
    public void page(String property, String text, String example) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null || uri.getRawUserInfo() != null || !isPort(uri) || !isSecure(uri, allowHttp)) {
                problems.add(property + " must be an absolute https URI with a host and without user, " + example);
            }
        } catch (URISyntaxException e) {
            problems.add(property + " is not a URI, " + example);
        }
    }

    private Optional<URI> read(String property, String text, String example, boolean mayHaveQuery) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawFragment() != null
                    || uri.getRawQuery() != null && !mayHaveQuery) {
                problems.add(property + " must be an absolute URI with a host, without user"
                        + (mayHaveQuery ? "" : ", query") + " and fragment, " + example);
            } else if (!isPort(uri)) {
                problems.add(property + " has a port that does not exist: it must be from 1 to 65535, " + example);
            } else if (!isSecure(uri, allowHttp)) {
                problems.add(property + " must be https (http is accepted on loopback only), " + example);
            } else {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            problems.add(property + " is not a URI, " + example);
        }
        return Optional.empty();
    }

    private static boolean isPort(URI uri) {
        return uri.getPort() == -1 || uri.getPort() > 0 && uri.getPort() <= 65_535;
    }

    /** Whether the URI is https, or http where allowed; scheme and host in any case (RFC 3986 §3.1, §3.2.2). */
    public static boolean isSecure(URI uri, boolean allowHttp) {
        return "https".equalsIgnoreCase(uri.getScheme())
                || "http".equalsIgnoreCase(uri.getScheme())
                        && (allowHttp
                                || LOOPBACK.contains(
                                        String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT)));
    }

    /** The URI with lower-case scheme and authority, without the fragment, which is never sent (RFC 3986 §6.2.2.1). */
    public static URI normalized(URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(
                (uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT) + uri.getRawPath() + query);
    }
}
