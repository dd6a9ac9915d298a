package dev.scopednotes.transport;

import dev.scopednotes.oauth.Answer;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the headers of a POST to the MCP endpoint must say: a JSON body, a client that takes JSON and event streams, a
 * protocol version that we speak (MCP streamable HTTP).
 */
@Singleton
class HttpExpectations {

    static final List<String> PROTOCOL_VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    private static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;
    private static final CharSequence PROTOCOL_VERSION = HttpHeaders.createOptimized("mcp-protocol-version");
    private static final String BOTH = "application/json, text/event-stream";
    private static final Pattern JSON =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

    @RegisterForReflection
    record SupportedVersions(List<String> supported, String requested) {}

    /** Whether they hold; otherwise the answer has been given. */
    boolean hold(RoutingContext context) {
        HttpServerRequest request = context.request();
        List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
        if (request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            return refuse(context, 415, JsonRpcErrorCodes.INVALID_REQUEST, "Content-Encoding is not supported");
        }
        if (types.size() != 1 || !isJson(types.get(0))) {
            return refuse(context, 400, JsonRpcErrorCodes.INVALID_REQUEST, "Content-Type must be application/json");
        }
        String accept = accept(request);
        boolean any = accept.isEmpty() || accept.contains("*/*");
        if (!any && !(accept.contains("application/json") && accept.contains("text/event-stream"))) {
            return refuse(context, 406, JsonRpcErrorCodes.INVALID_REQUEST, "Accept must list " + BOTH);
        }
        String version = request.getHeader(PROTOCOL_VERSION);
        if (version != null && !PROTOCOL_VERSIONS.contains(version)) {
            JsonRpcResponse.error(
                    context.response(),
                    400,
                    null,
                    UNSUPPORTED_PROTOCOL_VERSION,
                    "Unsupported protocol version; supported are " + String.join(", ", PROTOCOL_VERSIONS),
                    Optional.of(new SupportedVersions(PROTOCOL_VERSIONS, version)));
            Answer.discardBody(request);
            return false;
        }
        return true;
    }

    /** The version that a request is in, and the oldest that has no such header where it names none (MCP lifecycle). */
    static String protocolVersion(HttpServerRequest request) {
        String version = request.getHeader(PROTOCOL_VERSION);
        return version == null ? PROTOCOL_VERSIONS.get(PROTOCOL_VERSIONS.size() - 1) : version;
    }

    private static boolean isJson(String type) {
        return "application/json".equals(type) || JSON.matcher(type.strip()).matches();
    }

    private static String accept(HttpServerRequest request) {
        List<String> values = request.headers().getAll(HttpHeaders.ACCEPT);
        return values.size() == 1 ? values.get(0) : String.join(",", values);
    }

    private static boolean refuse(RoutingContext context, int status, int code, String message) {
        JsonRpcResponse.error(context.response(), status, null, code, message, Optional.empty());
        Answer.discardBody(context.request());
        return false;
    }
}
