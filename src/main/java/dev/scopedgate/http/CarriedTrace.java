package dev.scopedgate.http;

import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/**
 * The trace context that a request carries in its body, kept in the request for {@code tracing} (W3C Trace Context; MCP
 * 2026-07-28, base protocol, OpenTelemetry trace context).
 */
public final class CarriedTrace {

    private static final String KEY = CarriedTrace.class.getName();
    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    /** W3C Trace Context §3.3.1.5: what must be kept at least. */
    private static final int MAX_LENGTH = 512;

    private CarriedTrace() {}

    /** Keeps the members of {@code _meta}, if they are texts of a sensible length. */
    public static void keep(RoutingContext request, Map<?, ?> meta) {
        if (isText(meta.get(PARENT))) {
            Map<String, String> kept = new HashMap<>();
            kept.put(PARENT, (String) meta.get(PARENT));
            if (isText(meta.get(STATE))) {
                kept.put(STATE, (String) meta.get(STATE));
            }
            request.put(KEY, kept);
        }
    }

    private static boolean isText(Object value) {
        return value instanceof String text && text.length() <= MAX_LENGTH;
    }

    /** The members by name; empty if the request carries none. */
    public static Map<String, String> of(RoutingContext request) {
        Map<String, String> kept = request == null ? null : request.get(KEY);
        return kept == null ? Map.of() : kept;
    }
}
