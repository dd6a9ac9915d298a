package dev.scopedgate.mcp.era;

import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpLog.LogLevel;
import java.util.Map;
import java.util.Optional;

/**
 * What a modern request says of itself in {@code _meta} (MCP 2026-07-28, base protocol, per-request protocol fields).
 *
 * @param protocolVersion the revision that it claims
 * @param clientCapabilities what its client can do
 * @param logLevel the least level of log messages that its client wants; empty: none
 */
public record RequestMeta(String protocolVersion, Map<?, ?> clientCapabilities, Optional<LogLevel> logLevel) {

    private static final String PREFIX = "io.modelcontextprotocol/";
    static final String PROTOCOL_VERSION = PREFIX + "protocolVersion";
    private static final String CLIENT_CAPABILITIES = PREFIX + "clientCapabilities";
    private static final String CLIENT_INFO = PREFIX + "clientInfo";
    private static final String LOG_LEVEL = PREFIX + "logLevel";

    /** The key of a result's {@code _meta} that holds the name and version of the server. */
    public static final String SERVER_INFO = PREFIX + "serverInfo";

    /** Whether the request is of the modern era: it claims a revision, whichever. */
    public static boolean isClaimed(JsonRpcRequest request) {
        return request.params().get("_meta") instanceof Map<?, ?> meta && meta.containsKey(PROTOCOL_VERSION);
    }

    static RequestMeta of(JsonRpcRequest request) throws EnvelopeException {
        Map<?, ?> meta = (Map<?, ?>) request.params().get("_meta");
        if (!(meta.get(PROTOCOL_VERSION) instanceof String version)) {
            throw malformed(request, PROTOCOL_VERSION, "must be a string");
        }
        if (!(meta.get(CLIENT_CAPABILITIES) instanceof Map<?, ?> capabilities)) {
            throw malformed(request, CLIENT_CAPABILITIES, "must be an object");
        }
        if (meta.containsKey(CLIENT_INFO)
                && !(meta.get(CLIENT_INFO) instanceof Map<?, ?> info
                        && info.get("name") instanceof String
                        && info.get("version") instanceof String)) {
            throw malformed(request, CLIENT_INFO, "must be an object with the strings name and version");
        }
        return new RequestMeta(version, capabilities, logLevel(request, meta));
    }

    private static Optional<LogLevel> logLevel(JsonRpcRequest request, Map<?, ?> meta) throws EnvelopeException {
        if (!meta.containsKey(LOG_LEVEL)) {
            return Optional.empty();
        }
        LogLevel level = meta.get(LOG_LEVEL) instanceof String text ? LogLevel.from(text) : null;
        if (level == null) {
            throw malformed(request, LOG_LEVEL, "must be a log level, such as info");
        }
        return Optional.of(level);
    }

    private static EnvelopeException malformed(JsonRpcRequest request, String key, String what) {
        return new EnvelopeException(
                JsonRpcErrorCodes.INVALID_PARAMS, "_meta member '" + key + "' " + what, request.id());
    }
}
