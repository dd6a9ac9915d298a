package dev.scopedgate.dev.idp.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;

/** A registered redirect URI: https, or http on loopback (RFC 8252 §7.3, §8.3). */
public record RedirectUri(String value) {

    static boolean isAcceptable(String value) {
        return parse(value).filter(uri -> isHttps(uri) || isLoopback(uri)).isPresent();
    }

    /** Whether the strings are equal; on loopback the port may differ (RFC 8252 §7.3). */
    boolean matches(String requested) {
        if (value.equals(requested)) {
            return true;
        }
        return parse(requested)
                .flatMap(uri -> parse(value)
                        .filter(registered -> isLoopback(registered)
                                && isLoopback(uri)
                                && registered.getHost().equals(uri.getHost())
                                && Objects.equals(registered.getRawPath(), uri.getRawPath())
                                && Objects.equals(registered.getRawQuery(), uri.getRawQuery())))
                .isPresent();
    }

    private static Optional<URI> parse(String value) {
        try {
            var uri = new URI(value);
            boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            return plain ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isHttps(URI uri) {
        return "https".equals(uri.getScheme());
    }

    static boolean isLoopback(URI uri) {
        return "http".equals(uri.getScheme()) && LoopbackHost.isLoopback(uri.getHost());
    }
}
