package dev.scopedgate.mcp.era;

import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/**
 * Requires that the standard headers of a modern request say what its body says, which alone is decided on and runs
 * (MCP 2026-07-28, streamable HTTP, standard request headers).
 */
final class StandardHeaders {

    private static final String METHOD_NAME = "Mcp-Method";
    private static final String NAME_NAME = "Mcp-Name";
    private static final CharSequence METHOD = HttpHeaders.createOptimized("mcp-method");
    private static final CharSequence NAME = HttpHeaders.createOptimized("mcp-name");

    /** The params member that Mcp-Name repeats, by method. */
    private static final Map<String, String> SOURCE_OF_NAME =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    private StandardHeaders() {}

    static void check(JsonRpcRequest request, RequestMeta meta, HttpServerRequest http) throws HeaderMismatch {
        Object id = request.id();
        String version = HeaderValue.exact(http, ProtocolVersions.HEADER, ProtocolVersions.HEADER_NAME, id);
        require(ProtocolVersions.HEADER_NAME, version, meta.protocolVersion(), RequestMeta.PROTOCOL_VERSION, id);
        require(METHOD_NAME, HeaderValue.exact(http, METHOD, METHOD_NAME, id), request.method(), "method", id);
        String source = SOURCE_OF_NAME.get(request.method());
        // a name of another type is refused as an invalid member
        if (source != null && request.params().get(source) instanceof String name) {
            require(NAME_NAME, HeaderValue.decoded(http, NAME, NAME_NAME, id), name, source, id);
        }
    }

    private static void require(String header, String value, String inBody, String member, Object id)
            throws HeaderMismatch {
        if (!value.equals(inBody)) {
            throw new HeaderMismatch(header + " does not have the value of '" + member + "' in the body", id);
        }
    }
}
