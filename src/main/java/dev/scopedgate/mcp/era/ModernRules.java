package dev.scopedgate.mcp.era;

import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import dev.scopedgate.mcp.jsonrpc.RequiredParams;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a modern request up to the gate, in this order: {@code _meta}, headers, revision, method, params (MCP
 * 2026-07-28, streamable HTTP, request metadata).
 */
public final class ModernRules {

    public static final String DISCOVER = "server/discover";

    private ModernRules() {}

    /** @param served the methods that this server promises in its capabilities, and {@value #DISCOVER} */
    public static RequestMeta check(JsonRpcRequest request, HttpServerRequest http, Set<String> served)
            throws EnvelopeException {
        RequestMeta meta = RequestMeta.of(request);
        StandardHeaders.check(request, meta, http);
        if (!ProtocolVersions.MODERN.contains(meta.protocolVersion())) {
            throw ProtocolVersions.unsupported(ProtocolVersions.MODERN, meta.protocolVersion(), request.id());
        }
        if (!served.contains(request.method())) {
            throw new EnvelopeException(
                    404,
                    JsonRpcErrorCodes.METHOD_NOT_FOUND,
                    "Unsupported method: " + request.method(),
                    request.id(),
                    Optional.empty());
        }
        if (!DISCOVER.equals(request.method())) {
            RequiredParams.check(request);
        }
        return meta;
    }
}
