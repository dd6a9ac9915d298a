package dev.scopedgate.mcp.era;

import dev.scopedgate.http.Answer;
import dev.scopedgate.http.MediaRanges;
import dev.scopedgate.http.MediaRanges.Range;
import dev.scopedgate.mcp.jsonrpc.JsonRpcResponse;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Checks the headers of a POST to the MCP endpoint: a JSON body, and a client that accepts JSON and event streams
 * (MCP streamable HTTP, sending messages). The revision is told from the body.
 */
@Singleton
public class HttpExpectations {

    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    private static final String BOTH = JSON + ", " + EVENTS;

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
        return true;
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
