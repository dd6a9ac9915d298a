package dev.scopedgate.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * The headers of the page: it runs scripts of this origin only, has no inline style but its own, connects to this origin and the issuers only, and no
 * other page frames, embeds or scripts it (CSP 3, Trusted Types, Fetch, HTML cross-origin opener policy).
 */
@Singleton
final class PageHeaders {

    private final String policy;

    PageHeaders(PageOrigins origins) {
        policy = "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-"
                + hash(IndexDocument.STYLE) + "'; img-src 'self'; connect-src 'self'"
                + origins.all().stream().map(origin -> " " + origin).collect(Collectors.joining())
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                + "; require-trusted-types-for 'script'; trusted-types 'none'";
    }

    /** CSP 3 §6.7.3.3. */
    private static String hash(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
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
