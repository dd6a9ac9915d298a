package dev.scopedgate.page;

import dev.scopedgate.http.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * One file of the page, held in memory. A browser asks each time whether it has changed, so that its parts are always of
 * one version (RFC 9110 §8.8.3, §13.1.2).
 */
record PageFile(Buffer body, String type, String tag) {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml");

    /** A file beside this class. */
    static PageFile load(String name) {
        return of(Buffer.buffer(read(name)), TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    }

    static byte[] read(String name) {
        try (InputStream file = PageFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the jar of the library has no file " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PageFile html(String text) {
        return of(Buffer.buffer(text), TYPES.get("html"));
    }

    static PageFile of(Buffer body, String type) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            String tag = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
            return new PageFile(body, type, '"' + tag.substring(0, 22) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Answers GET and HEAD, and every other method with 405 (RFC 9110 §15.5.6). */
    void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        HttpMethod method = context.request().method();
        if (!HttpMethod.GET.equals(method) && !HttpMethod.HEAD.equals(method)) {
            response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            Answer.error(context, 405, "method_not_allowed", "the page can only be read");
            return;
        }
        response.putHeader(HttpHeaders.ETAG, tag).putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (isHeld(context.request().headers().getAll(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
        }
        Answer.discardBody(context.request());
    }

    /** Whether the client has this version; compared weakly, because a proxy may have compressed it (RFC 9110 §13.1.2). */
    private boolean isHeld(List<String> conditions) {
        return conditions.stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .map(String::strip)
                .anyMatch(
                        held -> held.equals("*") || held.replaceFirst("^W/", "").equals(tag));
    }
}
