package dev.scopedgate.mcp.era;

import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;

/** A header names a modern revision, and the body claims none (MCP 2026-07-28, streamable HTTP, request metadata). */
public final class UnclaimedRevision extends EnvelopeException {

    private static final long serialVersionUID = 1L;

    UnclaimedRevision(String version, Object id) {
        super(
                JsonRpcErrorCodes.INVALID_PARAMS,
                ProtocolVersions.HEADER_NAME + " is " + version + ": params member '_meta' must then have '"
                        + RequestMeta.PROTOCOL_VERSION + "' with the same value",
                id);
    }
}
