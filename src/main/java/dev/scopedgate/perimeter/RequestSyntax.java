package dev.scopedgate.perimeter;

import dev.scopedgate.connection.ConnectionBounds;
import dev.scopedgate.connection.RequestHead;
import dev.scopedgate.http.Answer;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a request with an invalid version or ambiguous framing and closes its connection, so that nothing after it is
 * read as a request (RFC 9112 §2.3, §6.1, §6.3). An HTTP/2 head has the same size limit as an HTTP/1 head; only the
 * stream of a longer one is refused (RFC 6585 §5).
 */
@Singleton
public class RequestSyntax {

    private static final Map<Integer, String> REFUSALS = Map.of(
            400, "the request is not valid HTTP/1.1, or its body length is ambiguous (RFC 9112 §6.3)",
            405, "this server is not a proxy",
            414, "the request line is too long",
            431, "the header fields are too large",
            505, "the version must be HTTP/1.1, HTTP/1.0 or HTTP/2");

    /** The characters that HTTP/1 adds to a field name and value. */
    private static final int SEPARATORS = ": \r\n".length();

    private static final int VERSION = "  HTTP/1.1".length();

    /** Keeps its hash, which would be computed for each request from a String. */
    private static final CharSequence UNREADABLE = HttpHeaders.createOptimized(RequestHead.UNREADABLE);

    private final long maxHeaders;
    private final int maxLine;

    RequestSyntax(
            @ConfigProperty(name = "quarkus.http.limits.max-header-size", defaultValue = "20K") MemorySize maxHeaders,
            @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length", defaultValue = "4096") int maxLine) {
        this.maxHeaders = maxHeaders.asLongValue();
        this.maxLine = maxLine;
    }

    /** Whether the request is valid; if not, it has been answered. */
    boolean holds(RoutingContext context) {
        HttpServerRequest request = context.request();
        int status = status(request);
        if (status > 0) {
            return refuse(context, status, REFUSALS.get(status));
        }
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return isChunked(context, request);
        }
        return true;
    }

    /** The status that refuses the request, or 0. */
    private int status(HttpServerRequest request) {
        String unreadable = request.getHeader(UNREADABLE);
        if (unreadable != null) {
            return REFUSALS.keySet().stream()
                    .filter(status -> unreadable.equals(status.toString()))
                    .findFirst()
                    .orElse(400);
        }
        if (request.version() == null) {
            return 505;
        }
        if (HttpMethod.CONNECT.equals(request.method())) {
            return 405;
        }
        return request.version() == HttpVersion.HTTP_2 ? http2Status(request) : 0;
    }

    private int http2Status(HttpServerRequest request) {
        if (request.method().name().length() + request.uri().length() + VERSION > maxLine) {
            return 414;
        }
        return length(request.headers()) > maxHeaders ? 431 : 0;
    }

    private static long length(MultiMap headers) {
        long length = 0;
        for (Map.Entry<String, String> field : headers) {
            length += field.getKey().length() + field.getValue().length() + SEPARATORS;
        }
        return length;
    }

    private static boolean isChunked(RoutingContext context, HttpServerRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (codings.size() > 1
                || !HttpHeaders.CHUNKED
                        .toString()
                        .equalsIgnoreCase(codings.get(0).strip())) {
            return refuse(context, 400, "Transfer-Encoding must be chunked and nothing else (RFC 9112 §6.3)");
        }
        boolean alone =
                request.version() == HttpVersion.HTTP_1_1 && !request.headers().contains(HttpHeaders.CONTENT_LENGTH);
        return alone
                || refuse(context, 400, "Transfer-Encoding needs HTTP/1.1 and excludes Content-Length (RFC 9112 §6.1)");
    }

    private static boolean refuse(RoutingContext context, int status, String detail) {
        if (context.request().version() == HttpVersion.HTTP_2) {
            Answer.error(context, status, "bad_request", detail);
        } else {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            Answer.error(context, status, "bad_request", detail);
            // the following bytes may be its body or the next request
            ConnectionBounds.close(context.request());
        }
        return false;
    }
}
