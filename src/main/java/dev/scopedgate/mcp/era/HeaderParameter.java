package dev.scopedgate.mcp.era;

import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import io.vertx.core.http.HttpServerRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An argument of a tool that a header repeats (MCP 2026-07-28, streamable HTTP, custom headers from tool parameters).
 *
 * @param path the names of properties that lead to it
 * @param header the whole name of the header
 * @param type string, integer or boolean
 */
public record HeaderParameter(List<String> path, String header, String type) {

    /** Bounded: a number in a header may have an exponent, and comparing would expand it. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(\\.0{1,40})?");

    /** Requires the header if there is the argument, with its value, and none if there is not. */
    public void check(JsonRpcRequest request, HttpServerRequest http) throws HeaderMismatch {
        Object value = valueIn(request.params().get("arguments"));
        if (value == null) {
            if (http.headers().contains(header)) {
                throw new HeaderMismatch(header + " is sent, but the argument " + name() + " is not", request.id());
            }
            return;
        }
        String sent = HeaderValue.decoded(http, header, header, request.id());
        if (!says(sent, value)) {
            throw new HeaderMismatch(
                    header + " does not have the value of the argument " + name() + " in the body", request.id());
        }
    }

    private Object valueIn(Object arguments) {
        Object value = arguments;
        for (String step : path) {
            if (!(value instanceof Map<?, ?> object)) {
                return null;
            }
            value = object.get(step);
        }
        return value;
    }

    /** Integers are compared as numbers: 42.0 is 42. A value of another type cannot be repeated in a header. */
    private boolean says(String sent, Object value) {
        return switch (type) {
            case "integer" -> value instanceof Number number && isNumber(sent, number);
            case "boolean" -> value instanceof Boolean && sent.equals(value.toString());
            default -> sent.equals(value);
        };
    }

    private static boolean isNumber(String sent, Number value) {
        if (!NUMBER.matcher(sent).matches() || value instanceof Double many && !Double.isFinite(many)) {
            return false;
        }
        BigDecimal inBody = value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
        return new BigDecimal(sent).compareTo(inBody) == 0;
    }

    private String name() {
        return "'" + String.join(".", path) + "'";
    }
}
