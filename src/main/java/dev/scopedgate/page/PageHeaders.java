package dev.scopedgate.page;

import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.page.PageConfig.Mode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The headers of the page: it runs scripts of this origin only, connects to this origin and the issuers only, and no
 * other page frames, embeds or scripts it (CSP 3, Trusted Types, Fetch, HTML cross-origin opener policy).
 */
@Singleton
final class PageHeaders {

    private final String policy;

    PageHeaders(ResourceServer server, PageSettings settings) {
        Stream<String> issuers = settings.mode() == Mode.FULL
                ? server.issuers().stream().map(issuer -> origin(URI.create(issuer.issuer())))
                : Stream.empty();
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
                + issuers.distinct().map(origin -> " " + origin).collect(Collectors.joining())
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                + "; require-trusted-types-for 'script'; trusted-types 'none'";
    }

    private static String origin(URI issuer) {
        return issuer.getScheme() + "://" + issuer.getRawAuthority();
    }

    void put(MultiMap headers) {
        headers.set("Content-Security-Policy", policy)
                .set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }
}
