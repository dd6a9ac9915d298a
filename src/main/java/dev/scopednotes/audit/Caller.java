package dev.scopednotes.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scopednotes.gate.Decided;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * Where a request came from, read while it is there.
 *
 * @param address of the connection; behind a proxy the one that Quarkus' own proxy settings make of its headers
 * @param requestId the id of the JSON-RPC request, null before it was read
 */
record Caller(String address, JsonNode requestId) {

    private static final Caller NOBODY = new Caller("", null);

    static Caller of(RoutingContext request) {
        if (request == null) {
            return NOBODY;
        }
        SocketAddress remote = request.request().remoteAddress();
        return new Caller(
                remote == null || remote.hostAddress() == null ? "" : remote.hostAddress(),
                request.get(Decided.REQUEST_ID));
    }

    void write(AuditFields fields) {
        fields.put("client_address", address).put("request_id", requestId == null ? "" : requestId.asText());
    }
}
