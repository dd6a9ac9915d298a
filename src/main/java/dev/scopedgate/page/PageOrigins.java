package dev.scopedgate.page;

import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.page.PageConfig.Mode;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The other origins that the page may connect to: with a sign-in those of the issuers, and those that the operator names
 * for endpoints that are elsewhere. Nothing that a browser sends or an issuer answers adds one (CSP 3 §6.1).
 */
@Singleton
final class PageOrigins {

    private final List<String> origins;

    PageOrigins(ResourceServer server, PageSettings settings) {
        Stream<String> issuers = server.issuers().stream().map(TrustedIssuer::issuer);
        origins = settings.mode() == Mode.FULL
                ? Stream.concat(issuers, settings.issuerOrigins().stream())
                        .map(URI::create)
                        .map(PageOrigins::origin)
                        .distinct()
                        .toList()
                : List.of();
    }

    /** As a browser writes it: lower case, without the default port (HTML §7.5, RFC 6454 §6.2). */
    private static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
    }

    List<String> all() {
        return origins;
    }
}
