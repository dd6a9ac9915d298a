package dev.scopedgate.mcp.engine;

import dev.scopedgate.mcp.era.RequestMeta;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkiverse.mcp.server.runtime.Messages;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * The messages of one modern call, made of the extension's, which are of 2025-11-25 (MCP 2026-07-28, base protocol,
 * error codes; progress; logging; resources, error handling).
 */
final class ModernCall {

    private static final String CALL = "tools/call";
    private static final int MISSING_CAPABILITY = -32021;

    /** The codes that a modern error may have; the extension and an application know others. */
    private static final Set<Integer> CODES = Set.of(
            JsonRpcErrorCodes.PARSE_ERROR,
            JsonRpcErrorCodes.INVALID_REQUEST,
            JsonRpcErrorCodes.METHOD_NOT_FOUND,
            JsonRpcErrorCodes.INVALID_PARAMS,
            JsonRpcErrorCodes.INTERNAL_ERROR);
    /** The range of JSON-RPC: outside, codes are the application's. */
    private static final int FIRST_RESERVED = -32768;

    private static final int LAST_RESERVED = -32000;

    private final ModernResults results;
    private final RequestMeta meta;
    private final String method;
    private final Object uri;
    private double progress = Double.NEGATIVE_INFINITY;

    ModernCall(ModernResults results, RequestMeta meta, JsonRpcRequest request) {
        this.results = results;
        this.meta = meta;
        method = request.method();
        uri = "resources/read".equals(method) ? request.params().get("uri") : null;
    }

    /** Whether the client has asked for this notification, and its progress increases. */
    boolean isWanted(JsonObject notification) {
        switch (notification.getString("method", "")) {
            case "notifications/message" -> {
                return meta.logLevel().isPresent();
            }
            case "notifications/progress" -> {
                double made = progressOf(notification);
                boolean rises = made > progress;
                progress = Math.max(progress, made);
                return rises;
            }
            default -> {
                return false;
            }
        }
    }

    private static double progressOf(JsonObject notification) {
        JsonObject params = notification.getJsonObject("params");
        Number made = params == null ? null : params.getNumber("progress");
        return made == null ? Double.NaN : made.doubleValue();
    }

    /** The response as it is sent. */
    Buffer encode(JsonObject response, boolean isDenied) {
        JsonObject error = response.getJsonObject("error");
        if (error == null) {
            return results.encode(response, method);
        }
        int code = error.getInteger("code", JsonRpcErrorCodes.INTERNAL_ERROR);
        if (code == MISSING_CAPABILITY && error.getJsonObject("data") != null) {
            // of mcp.ask: an application's error has no data
            return response.toBuffer();
        }
        if (code == JsonRpcErrorCodes.INVALID_PARAMS && CALL.equals(method) && !isDenied) {
            // the model that called can correct its arguments, its client cannot
            return results.encode(
                    Messages.newResult(response.getValue("id"), ToolResponse.error(message(error))), method);
        }
        if (code == JsonRpcErrorCodes.RESOURCE_NOT_FOUND && uri != null) {
            error.put("data", new JsonObject().put("uri", uri));
        }
        return response.put("error", error.put("code", allowed(code))).toBuffer();
    }

    private static String message(JsonObject error) {
        String message = error.getString("message");
        return message == null ? "Invalid arguments" : message;
    }

    private static int allowed(int code) {
        if (code == JsonRpcErrorCodes.RESOURCE_NOT_FOUND) {
            return JsonRpcErrorCodes.INVALID_PARAMS;
        }
        return CODES.contains(code) || code < FIRST_RESERVED || code > LAST_RESERVED
                ? code
                : JsonRpcErrorCodes.INTERNAL_ERROR;
    }
}
