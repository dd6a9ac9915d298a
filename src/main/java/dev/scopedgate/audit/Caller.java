package dev.scopedgate.audit;

import dev.scopedgate.gate.Decided;
import dev.scopedgate.http.TraceId;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * The origin of a request, read while the request exists.
 *
 * @param address of the connection; behind a proxy, the one that Quarkus' proxy settings derive from its headers
 * @param requestId the JSON-RPC request id, cut to the shown length; empty before it was read
 * @param traceId of the request's trace; empty without tracing
 */
record Caller(String address, String requestId, String traceId) {

    private static final Caller NOBODY = new Caller("", "", "");

    static Caller of(RoutingContext request) {
        if (request == null) {
            return NOBODY;
        }
        Object id = request.get(Decided.REQUEST_ID);
        SocketAddress remote = request.request().remoteAddress();
        return new Caller(
                remote == null || remote.hostAddress() == null ? "" : remote.hostAddress(),
                id == null ? "" : ShownText.bounded(id.toString()),
                TraceId.of(request));
    }

    void write(AuditFields fields) {
        fields.put("client_address", address).put("request_id", requestId).put("trace_id", traceId);
    }
}
