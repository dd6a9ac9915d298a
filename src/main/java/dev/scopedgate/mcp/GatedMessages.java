package dev.scopedgate.mcp;

import dev.scopedgate.gate.Decided;
import dev.scopedgate.gate.EarlyGate;
import dev.scopedgate.gate.EarlyGate.Refusal;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ToolListing;
import dev.scopedgate.http.Answer;
import dev.scopedgate.http.CarriedTrace;
import dev.scopedgate.mcp.ask.RequestedInputs;
import dev.scopedgate.mcp.engine.McpEngine;
import dev.scopedgate.mcp.engine.ModernResults;
import dev.scopedgate.mcp.era.HeaderMismatch;
import dev.scopedgate.mcp.era.Initialization;
import dev.scopedgate.mcp.era.ModernRules;
import dev.scopedgate.mcp.era.ProtocolVersions;
import dev.scopedgate.mcp.era.RequestMeta;
import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import dev.scopedgate.mcp.jsonrpc.JsonRpcResponse;
import dev.scopedgate.mcp.jsonrpc.RequiredParams;
import dev.scopedgate.oauth.AccessToken;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the era of a well-formed request, checks it by the rules of that era, asks the gate once, and answers it or lets
 * the MCP extension run it: the same parsed message all the way (MCP 2026-07-28, versioning, backward compatibility).
 */
@Singleton
class GatedMessages {

    private static final String LIST = "tools/list";
    private static final String CALL = "tools/call";

    private final EarlyGate gate;
    private final ToolListing tools;
    private final McpEngine engine;
    private final ServedMethods served;
    private final Discovery discovery;
    private final ModernResults results;
    private final ToolHeaders toolHeaders;
    private final RequestedInputs inputs;

    GatedMessages(
            EarlyGate gate,
            ToolListing tools,
            McpEngine engine,
            ServedMethods served,
            Discovery discovery,
            ModernResults results,
            ToolHeaders toolHeaders,
            RequestedInputs inputs) {
        this.gate = gate;
        this.tools = tools;
        this.engine = engine;
        this.served = served;
        this.discovery = discovery;
        this.results = results;
        this.toolHeaders = toolHeaders;
        this.inputs = inputs;
    }

    /** Answers it, or throws what is wrong with it. */
    void answer(RoutingContext context, JsonRpcRequest request) throws EnvelopeException {
        context.put(Decided.REQUEST_ID, request.id());
        if (RequestMeta.isClaimed(request)) {
            modern(context, request);
        } else {
            legacy(context, request);
        }
    }

    private void legacy(RoutingContext context, JsonRpcRequest request) throws EnvelopeException {
        String version = ProtocolVersions.ofLegacy(request, context.request());
        RequiredParams.check(request);
        Optional<Refusal> refusal = ask(context, request);
        if (refusal.isPresent()) {
            refuse(context, request.id(), refusal.get());
        } else if (LIST.equals(request.method())) {
            JsonRpcResponse.result(context.response(), request.id(), tools.json(AccessToken.of(context)));
        } else {
            inputs.begin(context, request, Optional.empty());
            engine.answer(
                    context,
                    request.isInitialize() ? Initialization.withoutClient(request) : request,
                    version,
                    () -> unlessDecided(context, request));
        }
    }

    private void modern(RoutingContext context, JsonRpcRequest request) throws EnvelopeException {
        RequestMeta meta;
        try {
            meta = ModernRules.check(request, context.request(), served.methods());
            if (CALL.equals(request.method())) {
                toolHeaders.check(request, context.request());
            }
        } catch (HeaderMismatch e) {
            refuse(context, request, e);
            return;
        }
        CarriedTrace.keep(context, (Map<?, ?>) request.params().get("_meta"));
        Optional<Refusal> refusal = ask(context, request);
        if (refusal.isPresent()) {
            refuse(context, request.id(), refusal.get());
        } else if (ModernRules.DISCOVER.equals(request.method())) {
            JsonRpcResponse.result(context.response(), request.id(), discovery.result());
        } else if (LIST.equals(request.method())) {
            String json = tools.json(AccessToken.of(context));
            String listed = tools.isFiltered() ? results.listOfToken(json) : results.list(json);
            JsonRpcResponse.result(context.response(), request.id(), listed);
        } else {
            inputs.begin(context, request, Optional.of(meta.clientCapabilities()));
            engine.answer(context, request, meta, () -> unlessDecided(context, request));
        }
    }

    /** Refuses a request whose headers do not say what its body says, once that is recorded. */
    private void refuse(RoutingContext context, JsonRpcRequest request, HeaderMismatch mismatch) {
        Future<Void> recorded = gate.mismatched(context, AccessToken.of(context), request.method(), subject(request));
        afterwards(recorded, () -> {
            if (!Answer.isOver(context.response())) {
                JsonRpcResponse.error(context.response(), mismatch);
            }
        });
    }

    /** What the request is about: the name or URI in its body, else its method. */
    private static String subject(JsonRpcRequest request) {
        Object name =
                switch (request.method()) {
                    case CALL, "prompts/get" -> request.params().get("name");
                    case "resources/read" -> request.params().get("uri");
                    default -> null;
                };
        return name instanceof String text ? text : request.method();
    }

    /** Sends the refusal only after it is recorded, which it usually is already. */
    private static void refuse(RoutingContext context, Object id, Refusal refusal) {
        afterwards(refusal.recorded(), () -> send(context.response(), id, refusal));
    }

    private static void afterwards(Future<Void> recorded, Runnable answer) {
        if (recorded.isComplete()) {
            answer.run();
        } else {
            Context ofRequest = Vertx.currentContext();
            recorded.onComplete(done -> ofRequest.runOnContext(ignored -> answer.run()));
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
            case CALL -> gate.tool(context, token, request.param("name"));
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
