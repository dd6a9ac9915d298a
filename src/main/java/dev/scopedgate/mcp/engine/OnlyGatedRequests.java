package dev.scopedgate.mcp.engine;

import dev.scopedgate.http.GatedPaths;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpMethod;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.quarkiverse.mcp.server.runtime.McpRequest;
import io.quarkiverse.mcp.server.runtime.McpRequestValidator;
import io.quarkiverse.mcp.server.runtime.Messages;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Refuses every message that reaches the MCP extension other than through {@code mcp.Envelope}, which admits only
 * requests with a verified token: a second barrier, against an unforeseen path or transport (MCP authorization, access
 * token usage). The extension asks it for every message, {@code initialize} included.
 */
@Alternative
@Priority(Integer.MAX_VALUE)
@Singleton
class OnlyGatedRequests implements McpRequestValidator {

    private static final Future<Boolean> VALID = Future.succeededFuture(true);
    private static final Future<Boolean> REFUSED = Future.succeededFuture(false);

    private final List<McpRequestValidator> others;
    private final ConnectionManager connections;

    /** Takes the others from the bean manager: every other lookup prefers an alternative, and so finds this one only. */
    OnlyGatedRequests(BeanManager beans, ConnectionManager connections) {
        others = beans.getBeans(McpRequestValidator.class, Any.Literal.INSTANCE).stream()
                .filter(bean -> !OnlyGatedRequests.class.equals(bean.getBeanClass()))
                .map(bean -> (McpRequestValidator)
                        beans.getReference(bean, McpRequestValidator.class, beans.createCreationalContext(bean)))
                .toList();
        this.connections = connections;
    }

    @Override
    public <R extends McpRequest> Future<Boolean> validate(JsonObject message, R request, McpMethod method) {
        if (!(request instanceof EngineCall)) {
            return refuse(message, request);
        }
        Future<Boolean> valid = VALID;
        for (McpRequestValidator other : others) {
            valid = valid.compose(sofar -> sofar ? other.validate(message, request, method) : REFUSED);
        }
        return valid;
    }

    private Future<Boolean> refuse(JsonObject message, McpRequest request) {
        // its transport has created a connection for it and would keep it
        connections.remove(request.connection().id());
        return Messages.isRequest(message)
                ? request.sender()
                        .sendError(
                                Messages.getId(message),
                                JsonRpcErrorCodes.SECURITY_ERROR,
                                "Unauthorized: this server answers only at " + GatedPaths.MCP + ", with a bearer token")
                        .transform(sent -> REFUSED)
                : REFUSED;
    }
}
