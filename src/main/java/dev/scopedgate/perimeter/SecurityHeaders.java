package dev.scopedgate.perimeter;

import dev.scopedgate.oauth.ResourceServer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;

/**
 * What every answer tells a browser and a cache, whoever gives it: that it is data and no page, and not to be kept (RFC
 * 9111 §5.2.2.5, RFC 6797, CSP 3, Fetch).
 */
@Singleton
class SecurityHeaders {

    // Constants, made once: this is done for every request.
    // An answer is JSON, so the policy forbids a browser that shows it everything: to load, to run, to be framed.
    // X-Frame-Options and X-XSS-Protection say less of the same to browsers of the past; Permissions-Policy and the
    // Cross-Origin-*-Policy headers are about pages, and CORS decides who reads an answer.
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("referrer-policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence CONTENT_SECURITY_POLICY = HttpHeaders.createOptimized("content-security-policy");
    private static final CharSequence NOTHING =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence STRICT_TRANSPORT_SECURITY =
            HttpHeaders.createOptimized("strict-transport-security");
    private static final CharSequence A_YEAR = HttpHeaders.createOptimized("max-age=31536000");

    private final boolean https;

    SecurityHeaders(ResourceServer server) {
        // on http it would lock loopback, and whatever else is served there, out of the developer's browser
        https = server.resource().startsWith("https:");
    }

    /** Puts them; whoever answers with something public says so by a Cache-Control of its own. */
    void put(MultiMap headers) {
        headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF)
                .set(REFERRER_POLICY, NO_REFERRER)
                .set(CONTENT_SECURITY_POLICY, NOTHING)
                .set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        if (https) {
            headers.set(STRICT_TRANSPORT_SECURITY, A_YEAR);
        }
    }
}
