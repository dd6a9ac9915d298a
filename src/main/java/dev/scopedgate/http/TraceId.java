package dev.scopedgate.http;

import io.vertx.ext.web.RoutingContext;

/** The id of a request's trace, kept in the request by {@code tracing}; empty without tracing. */
public final class TraceId {

    private static final String KEY = TraceId.class.getName();

    private TraceId() {}

    public static void keep(RoutingContext request, String id) {
        request.put(KEY, id);
    }

    public static String of(RoutingContext request) {
        String id = request.get(KEY);
        return id == null ? "" : id;
    }
}
