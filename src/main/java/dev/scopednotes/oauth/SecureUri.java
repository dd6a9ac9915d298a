package dev.scopednotes.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads settings that are URIs and notes what is wrong with them: absolute, without query, fragment and user, and https
 * unless on loopback, because whoever is on the path of a plain connection reads and forges tokens (RFC 8414 §2).
 */
final class SecureUri {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean allowHttp;
    private final List<String> problems;

    SecureUri(boolean allowHttp, List<String> problems) {
        this.allowHttp = allowHttp;
        this.problems = problems;
    }

    Optional<URI> required(String property, Optional<String> value, String example) {
        if (value.filter(text -> !text.isBlank()).isEmpty()) {
            problems.add(property + " is not set: it is required, " + example);
            return Optional.empty();
        }
        return optional(property, value, example);
    }

    Optional<URI> optional(String property, Optional<String> value, String example) {
        return value.flatMap(text -> read(property, text, example));
    }

    private Optional<URI> read(String property, String text, String example) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawFragment() != null
                    || uri.getRawQuery() != null) {
                problems.add(property + " must be an absolute URI with a host, without user, query and fragment, "
                        + example);
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

    /** Whether that URI is https, or http where that is accepted. */
    static boolean isSecure(URI uri, boolean allowHttp) {
        return "https".equals(uri.getScheme())
                || "http".equals(uri.getScheme()) && (allowHttp || LOOPBACK.contains(String.valueOf(uri.getHost())));
    }
}
