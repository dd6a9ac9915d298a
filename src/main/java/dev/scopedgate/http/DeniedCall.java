package dev.scopedgate.http;

import io.vertx.ext.web.RoutingContext;

/** Marks the request whose operation the gate has denied, also when the head of its answer is already sent. */
public final class DeniedCall {

    private static final String KEY = DeniedCall.class.getName();

    private DeniedCall() {}

    public static void mark(RoutingContext request) {
        request.put(KEY, true);
    }

    public static boolean isMarked(RoutingContext request) {
        return request.get(KEY) != null;
    }
}
