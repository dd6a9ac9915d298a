package dev.scopedgate.mcp;

import dev.scopedgate.gate.Decided;
import dev.scopedgate.gate.EarlyGate.Refusal;
import dev.scopedgate.gate.ToolListing;
import dev.scopedgate.http.CarriedTrace;
import dev.scopedgate.mcp.ask.RequestedInputs;
import dev.scopedgate.mcp.engine.McpEngine;
import dev.scopedgate.mcp.engine.ModernResults;
import dev.scopedgate.mcp.era.HeaderMismatch;
import dev.scopedgate.mcp.era.Initialization;
import dev.scopedgate.mcp.era.ModernRules;
import dev.scopedgate.mcp.era.ProtocolVersions;
import dev.scopedgate.mcp.era.RequestMeta;
import dev.scopedgate.mcp.era.UnclaimedRevision;
import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import dev.scopedgate.mcp.jsonrpc.JsonRpcResponse;
import dev.scopedgate.mcp.jsonrpc.RequiredParams;
import dev.scopedgate.oauth.AccessToken;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the era of a well-formed request, checks it by the rules of that era, asks the gate once, and answers it or lets
 * the MCP extension run it. All of them read the same parsed message (MCP 2026-07-28, versioning, backward
 * compatibility).
 */
@Singleton
class GatedMessages {

    private static final String LIST = "tools/list";
    private static final String CALL = "tools/call";

    private final MethodGate gate;
    private final ToolListing tools;
    private final McpEngine engine;
    private final ServedMethods served;
    private final Discovery discovery;
    private final ModernResults results;
    private final ToolHeaders toolHeaders;
    private final RequestedInputs inputs;

    GatedMessages(
            MethodGate gate,
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
        String version;
        try {
            version = ProtocolVersions.ofLegacy(request, context.request());
        } catch (UnclaimedRevision e) {
            refuse(context, request, e);
            return;
        }
        RequiredParams.check(request);
        Optional<Refusal> refusal = gate.decide(context, request);
        if (refusal.isPresent()) {
            RefusalAnswer.send(context, request.id(), refusal.get());
        } else if (LIST.equals(request.method())) {
            JsonRpcResponse.result(context.response(), request.id(), tools.json(AccessToken.of(context)));
        } else {
            inputs.begin(context, request, Optional.empty());
            engine.answer(
                    context,
                    request.isInitialize() ? Initialization.withoutClient(request) : request,
                    version,
                    () -> gate.unlessDecided(context, request));
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
        Optional<Refusal> refusal = gate.decide(context, request);
        if (refusal.isPresent()) {
            RefusalAnswer.send(context, request.id(), refusal.get());
        } else if (ModernRules.DISCOVER.equals(request.method())) {
            JsonRpcResponse.result(context.response(), request.id(), discovery.result());
        } else if (LIST.equals(request.method())) {
            String json = tools.json(AccessToken.of(context));
            String listed = tools.dependsOnToken() ? results.listOfToken(json) : results.list(json);
            JsonRpcResponse.result(context.response(), request.id(), listed);
        } else {
            try {
                inputs.begin(context, request, Optional.of(meta.clientCapabilities()));
            } catch (EnvelopeException e) {
                refuse(context, request, e);
                return;
            }
            engine.answer(context, request, meta, () -> gate.unlessDecided(context, request));
        }
    }

    /** Refuses a request whose headers or {@code requestState} do not belong to its body, once that is recorded. */
    private void refuse(RoutingContext context, JsonRpcRequest request, EnvelopeException mismatch) {
        RefusalAnswer.send(context, mismatch, gate.mismatched(context, request));
    }
}
