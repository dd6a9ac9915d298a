package dev.scopedgate.mcp.era;

import dev.scopedgate.http.Answer;
import dev.scopedgate.http.MediaRanges;
import dev.scopedgate.http.MediaRanges.Range;
import dev.scopedgate.mcp.jsonrpc.JsonRpcResponse;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks the headers of a POST to the MCP endpoint: a JSON body, a client that accepts JSON and event streams, a
 * supported protocol version (MCP streamable HTTP).
 */
@Singleton
public class HttpExpectations {

    static final List<String> PROTOCOL_VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    private static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;
    private static final CharSequence PROTOCOL_VERSION = HttpHeaders.createOptimized("mcp-protocol-version");
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    private static final String BOTH = JSON + ", " + EVENTS;

    @RegisterForReflection
    record SupportedVersions(List<String> supported, String requested) {}

    /** Whether the headers are acceptable; if not, the request has been answered. */
    public boolean hold(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            return refuse(context, 415, JsonRpcErrorCodes.INVALID_REQUEST, "Content-Encoding is not supported");
        }
        String wrongType = wrongType(request.headers().getAll(HttpHeaders.CONTENT_TYPE));
        if (wrongType != null) {
            return refuse(context, 415, JsonRpcErrorCodes.INVALID_REQUEST, wrongType);
        }
        if (!accepts(request.headers().getAll(HttpHeaders.ACCEPT))) {
            return refuse(context, 406, JsonRpcErrorCodes.INVALID_REQUEST, "Accept must list " + BOTH);
        }
        List<String> versions = versions(request);
        if (versions.size() > 1) {
            return refuse(
                    context,
                    400,
                    JsonRpcErrorCodes.INVALID_REQUEST,
                    "MCP-Protocol-Version names more than one version");
        }
        if (!versions.isEmpty() && !PROTOCOL_VERSIONS.contains(versions.get(0))) {
            JsonRpcResponse.error(
                    context.response(),
                    400,
                    null,
                    UNSUPPORTED_PROTOCOL_VERSION,
                    "Unsupported protocol version; supported are " + String.join(", ", PROTOCOL_VERSIONS),
                    Optional.of(new SupportedVersions(PROTOCOL_VERSIONS, versions.get(0))));
            Answer.discardBody(request);
            return false;
        }
        return true;
    }

    /** The protocol version of the request; without the header, the oldest version (MCP lifecycle). */
    public static String protocolVersion(HttpServerRequest request) {
        List<String> versions = versions(request);
        return versions.isEmpty() ? PROTOCOL_VERSIONS.get(PROTOCOL_VERSIONS.size() - 1) : versions.get(0);
    }

    /** The distinct versions: a client or proxy may repeat the header (RFC 9110 §5.2, §5.3). */
    private static List<String> versions(HttpServerRequest request) {
        List<String> values = request.headers().getAll(PROTOCOL_VERSION);
        if (values.size() == 1 && values.get(0).indexOf(',') < 0) {
            return values;
        }
        return values.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .distinct()
                .toList();
    }

    /** What is wrong with Content-Type, or null: every value must be JSON in UTF-8 (RFC 8259 §8.1, §11). */
    private static String wrongType(List<String> values) {
        if (values.size() == 1 && JSON.equals(values.get(0))) {
            return null;
        }
        List<Range> types = MediaRanges.read(values);
        if (types.isEmpty()) {
            return "Content-Type is missing: it must be " + JSON;
        }
        for (Range type : types) {
            if (type == null || !type.is(JSON)) {
                return "Content-Type must be " + JSON;
            }
            if (type.charset() != null && !"utf-8".equalsIgnoreCase(type.charset())) {
                return "Content-Type must be " + JSON + " with the charset utf-8 or none: JSON is UTF-8";
            }
        }
        return null;
    }

    private static boolean accepts(List<String> values) {
        if (values.size() == 1 && BOTH.equals(values.get(0))) {
            return true;
        }
        List<Range> ranges = MediaRanges.read(values);
        return ranges.isEmpty() || MediaRanges.accept(ranges, JSON) && MediaRanges.accept(ranges, EVENTS);
    }

    private static boolean refuse(RoutingContext context, int status, int code, String message) {
        JsonRpcResponse.error(context.response(), status, null, code, message, Optional.empty());
        Answer.discardBody(context.request());
        return false;
    }
}
