package dev.scopedgate.perimeter;

import dev.scopedgate.oauth.ResourceServer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;

/**
 * Sets the security headers of every response: it is data, not a page, and must not be cached (RFC 9111 §5.2.2.5, RFC
 * 6797, CSP 3, Fetch).
 */
@Singleton
class SecurityHeaders {

    // Constants, because they are set for every request. A response is JSON, so the policy forbids a browser to load,
    // run or frame anything. X-Frame-Options and X-XSS-Protection say less of the same to old browsers;
    // Permissions-Policy and Cross-Origin-*-Policy apply to pages, and CORS decides who reads a response.
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
        // not on http: browsers would then refuse http for everything the developer serves on loopback
        https = "https".equalsIgnoreCase(server.metadataUrl().getScheme());
    }

    /** Sets them; a public response overrides Cache-Control. */
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
