package dev.scopedgate.mcp.era;

import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import java.util.Optional;

/**
 * A header does not say what the body says, or is missing: what a proxy has believed might differ from what would run
 * (MCP 2026-07-28, streamable HTTP, server validation).
 */
public final class HeaderMismatch extends EnvelopeException {

    private static final long serialVersionUID = 1L;

    private static final int CODE = -32020;

    HeaderMismatch(String message, Object id) {
        super(400, CODE, "Header mismatch: " + message, id, Optional.empty());
    }
}
