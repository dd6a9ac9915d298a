package dev.scopedgate.mcp;

import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.connection.ConnectionConfig;
import dev.scopedgate.gate.Decided;
import dev.scopedgate.gate.EarlyGate;
import dev.scopedgate.gate.EarlyGate.Refusal;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ToolListing;
import dev.scopedgate.http.Answer;
import dev.scopedgate.http.ErrorBody;
import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.RequestSteps;
import dev.scopedgate.mcp.engine.McpEngine;
import dev.scopedgate.mcp.era.HttpExpectations;
import dev.scopedgate.mcp.era.Initialization;
import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import dev.scopedgate.mcp.jsonrpc.JsonRpcParser;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import dev.scopedgate.mcp.jsonrpc.JsonRpcResponse;
import dev.scopedgate.mcp.jsonrpc.RequiredParams;
import dev.scopedgate.oauth.AccessToken;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/**
 * Admits to the MCP extension only a POST with one well-formed JSON-RPC request that the gate does not refuse;
 * everything else is answered here (MCP streamable HTTP).
 */
@Singleton
public class Envelope {

    private final EarlyGate gate;
    private final ToolListing tools;
    private final HttpExpectations expectations;
    private final RequestBody body;
    private final McpEngine engine;
    private final ConnectionConfig config;

    Envelope(
            EarlyGate gate,
            ToolListing tools,
            HttpExpectations expectations,
            RequestBody body,
            McpEngine engine,
            ConnectionConfig config) {
        this.gate = gate;
        this.tools = tools;
        this.expectations = expectations;
        this.body = body;
        this.engine = engine;
        this.config = config;
    }

    void register(@Observes RequestSteps steps) {
        steps.register(this::handle, FilterOrder.ENVELOPE.place());
    }

    private void handle(RoutingContext context, Handler<RoutingContext> onwards) {
        if (!GatedPaths.MCP.equals(context.normalizedPath())) {
            onwards.handle(context);
        } else if (AccessToken.of(context) == null) {
            // cannot happen after authentication; checked again because no gate follows for initialize and ping
            context.response().setStatusCode(401).end();
            Answer.discardBody(context.request());
        } else if (!HttpMethod.POST.equals(context.request().method())) {
            context.response().putHeader("Allow", "POST");
            Answer.json(context.response(), 405, ErrorBody.of(405).toBuffer());
            Answer.discardBody(context.request());
        } else if (expectations.hold(context)) {
            body.read(context, (bytes, held) -> process(context, bytes, held));
        }
    }

    private void process(RoutingContext context, Buffer bytes, Lease held) {
        try {
            JsonRpcRequest request = JsonRpcParser.parse(bytes.getBytes(), config.maxBodyValues());
            // the parsed message takes more memory than its bytes
            if (!held.growTo(request.heldBytes())) {
                body.refuseForWantOfRoom(context);
                return;
            }
            if (request.isNotification()) {
                requireNotificationMethod(request);
                // without sessions a notification has no effect
                context.response().setStatusCode(202).end();
                return;
            }
            RequiredParams.check(request);
            context.put(Decided.REQUEST_ID, request.id());
            Optional<Refusal> refusal = ask(context, request);
            if (refusal.isPresent()) {
                refuse(context, request.id(), refusal.get());
            } else if ("tools/list".equals(request.method())) {
                JsonRpcResponse.result(context.response(), request.id(), tools.json(AccessToken.of(context)));
            } else {
                engine.answer(
                        context,
                        request.isInitialize() ? Initialization.withoutClient(request) : request,
                        () -> unlessDecided(context, request));
            }
        } catch (EnvelopeException e) {
            JsonRpcResponse.error(context.response(), e);
        } catch (RuntimeException | Error e) {
            // this runs at the end of the body, where no route catches exceptions
            context.fail(e);
        }
    }

    /** Refuses a request without an id, which its client would otherwise take for done. */
    private static void requireNotificationMethod(JsonRpcRequest request) throws EnvelopeException {
        if (!request.hasNotificationMethod()) {
            throw new EnvelopeException(
                    JsonRpcErrorCodes.INVALID_REQUEST,
                    "id is missing: a request must have one, and the method of a notification begins with notifications/",
                    null);
        }
    }

    /** Sends the refusal only after it is recorded, which it usually is already. */
    private static void refuse(RoutingContext context, Object id, Refusal refusal) {
        if (refusal.recorded().isComplete()) {
            send(context.response(), id, refusal);
        } else {
            Context ofRequest = Vertx.currentContext();
            refusal.recorded()
                    .onComplete(done -> ofRequest.runOnContext(ignored -> send(context.response(), id, refusal)));
        }
    }

    /** The gate's check before the response, for requests that {@link #ask} leaves undecided. */
    private Future<Void> unlessDecided(RoutingContext context, JsonRpcRequest request) {
        AccessToken token = AccessToken.of(context);
        return switch (request.method()) {
            case "resources/read" -> gate.unlessDecided(context, token, Feature.RESOURCE, request.param("uri"));
            case "completion/complete" -> {
                Map<?, ?> reference = (Map<?, ?>) request.params().get("ref");
                Object name =
                        reference.get(RequiredParams.PROMPT_REFERENCE.equals(reference.get("type")) ? "name" : "uri");
                yield gate.unlessDecided(context, token, Feature.COMPLETION, (String) name);
            }
            default -> Future.succeededFuture();
        };
    }

    private Optional<Refusal> ask(RoutingContext context, JsonRpcRequest request) {
        AccessToken token = AccessToken.of(context);
        return switch (request.method()) {
            case "tools/call" -> gate.tool(context, token, request.param("name"));
            case "prompts/get" -> gate.prompt(context, token, request.param("name"));
            case "resources/read" -> gate.resource(context, token, request.param("uri"));
            case "completion/complete" ->
                completion(context, token, (Map<?, ?>) request.params().get("ref"));
            default -> Optional.empty();
        };
    }

    /** Decides by a prompt's name. Only the MCP extension can map a resource's URI, so it is decided at the method. */
    private Optional<Refusal> completion(RoutingContext context, AccessToken token, Map<?, ?> reference) {
        return RequiredParams.PROMPT_REFERENCE.equals(reference.get("type"))
                ? gate.completion(context, token, (String) reference.get("name"))
                : Optional.empty();
    }

    private static void send(HttpServerResponse response, Object id, Refusal refusal) {
        if (!Answer.isOver(response)) {
            refusal.challenge().ifPresent(challenge -> response.putHeader("WWW-Authenticate", challenge.toString()));
            JsonRpcResponse.error(response, refusal.status(), id, refusal.code(), refusal.message(), refusal.data());
        }
    }
}
