package dev.scopedgate.mcp.engine;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budgets;
import dev.scopedgate.http.RequestWork;
import dev.scopedgate.mcp.era.RequestMeta;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import io.quarkiverse.mcp.server.CompletionManager;
import io.quarkiverse.mcp.server.InitialCheck;
import io.quarkiverse.mcp.server.InitialRequest.Transport;
import io.quarkiverse.mcp.server.InitialResponseInfo;
import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.runtime.CancellationRequests;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.quarkiverse.mcp.server.runtime.McpMessageHandler;
import io.quarkiverse.mcp.server.runtime.McpMetadata;
import io.quarkiverse.mcp.server.runtime.McpMetrics;
import io.quarkiverse.mcp.server.runtime.McpRequestValidator;
import io.quarkiverse.mcp.server.runtime.McpTracing;
import io.quarkiverse.mcp.server.runtime.Messages;
import io.quarkiverse.mcp.server.runtime.NotificationManagerImpl;
import io.quarkiverse.mcp.server.runtime.PromptCompletionManagerImpl;
import io.quarkiverse.mcp.server.runtime.PromptManagerImpl;
import io.quarkiverse.mcp.server.runtime.ResourceManagerImpl;
import io.quarkiverse.mcp.server.runtime.ResourceTemplateCompletionManagerImpl;
import io.quarkiverse.mcp.server.runtime.ResourceTemplateManagerImpl;
import io.quarkiverse.mcp.server.runtime.ServerRequests;
import io.quarkiverse.mcp.server.runtime.ToolManagerImpl;
import io.quarkiverse.mcp.server.runtime.config.McpServerRuntimeConfig;
import io.quarkiverse.mcp.server.runtime.config.McpServersRuntimeConfig;
import io.quarkus.arc.All;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A transport of the MCP extension for one admitted request: the engine runs the same parsed message that was checked,
 * and keeps nothing of it after the response (MCP streamable HTTP, without sessions).
 */
@Singleton
public class McpEngine extends McpMessageHandler<EngineCall> {

    private static final String COMPLETE = "completion/complete";
    /** No operation, once a connection is initialized. */
    private static final String NOTHING_TO_DO = "notifications/initialized";

    private final McpServerRuntimeConfig settings;
    private final CurrentVertxRequest currentRequest;
    private final CurrentIdentityAssociation currentIdentity;
    private final Budget callers;
    private final ModernResults results;
    private final List<CompletionManager> completions;

    McpEngine(
            McpServersRuntimeConfig config,
            ConnectionManager connections,
            PromptManagerImpl prompts,
            ToolManagerImpl tools,
            ResourceManagerImpl resources,
            PromptCompletionManagerImpl promptCompletions,
            ResourceTemplateManagerImpl resourceTemplates,
            ResourceTemplateCompletionManagerImpl resourceTemplateCompletions,
            NotificationManagerImpl notifications,
            ServerRequests serverRequests,
            McpMetadata metadata,
            Vertx vertx,
            @All List<InitialCheck> initialChecks,
            @All List<InitialResponseInfo> initialResponseInfos,
            Instance<McpMetrics> metrics,
            Instance<McpTracing> tracing,
            Instance<McpRequestValidator> validator,
            CancellationRequests cancellations,
            CurrentVertxRequest currentRequest,
            CurrentIdentityAssociation currentIdentity,
            Budgets budgets,
            ModernResults results) {
        super(
                config,
                connections,
                prompts,
                tools,
                resources,
                promptCompletions,
                resourceTemplates,
                resourceTemplateCompletions,
                notifications,
                serverRequests,
                metadata,
                vertx,
                initialChecks,
                initialResponseInfos,
                orNull(metrics),
                orNull(tracing),
                orNull(validator),
                cancellations);
        settings = config.servers().get(McpServer.DEFAULT);
        this.currentRequest = currentRequest;
        this.currentIdentity = currentIdentity;
        this.results = results;
        callers = budgets.callers();
        completions = List.of(promptCompletions, resourceTemplateCompletions);
    }

    private static <T> T orNull(Instance<T> optional) {
        return optional.isResolvable() ? optional.get() : null;
    }

    @Override
    protected Transport transport() {
        return Transport.STREAMABLE_HTTP;
    }

    /**
     * Runs a legacy request.
     *
     * @param beforeAnswer called when the response is ready, which is sent once the future completes
     */
    public void answer(
            RoutingContext context,
            JsonRpcRequest request,
            String protocolVersion,
            Supplier<Future<Void>> beforeAnswer) {
        EngineConnection connection = request.isInitialize()
                ? new EngineConnection(settings)
                : EngineConnection.initialized(settings, protocolVersion);
        run(context, request, connection, Optional.empty(), beforeAnswer);
    }

    /** Runs a modern request; it is cancelled if its client disconnects (MCP 2026-07-28, cancellation). */
    public void answer(
            RoutingContext context, JsonRpcRequest request, RequestMeta meta, Supplier<Future<Void>> beforeAnswer) {
        EngineConnection connection = EngineConnection.modern(settings, meta);
        ModernCall call = new ModernCall(results, meta, request);
        Future<?> work = run(context, request, connection, Optional.of(call), beforeAnswer);
        if (!work.isComplete()) {
            context.addEndHandler(ended -> {
                // of an HTTP/2 stream it also fails after a complete answer
                if (ended.failed() && !context.response().ended() && !work.isComplete()) {
                    cancel(context, request, connection, work);
                }
            });
        }
    }

    private Future<?> run(
            RoutingContext context,
            JsonRpcRequest request,
            EngineConnection connection,
            Optional<ModernCall> modern,
            Supplier<Future<Void>> beforeAnswer) {
        if (COMPLETE.equals(request.method())) {
            removeUndeclaredCompletions();
        }
        EngineCall call = new EngineCall(
                context, request, connection, beforeAnswer, currentRequest, currentIdentity, callers, modern);
        Future<?> work = handle(call);
        RequestWork.began(context, work);
        work.onComplete(done -> call.end(request.id(), done.cause()));
        return work;
    }

    /**
     * Cancels the running call as a legacy client would, by a notification. If the call ends in the same moment, the
     * extension keeps the cancellation until an operation with the same id ends: the second message is that operation.
     */
    private void cancel(RoutingContext context, JsonRpcRequest request, EngineConnection connection, Future<?> work) {
        JsonObject params =
                new JsonObject().put("requestId", request.id()).put("reason", "the client has disconnected");
        Future<?> cancelled = tell(context, connection, Messages.newNotification("notifications/cancelled", params));
        Future.join(work, cancelled)
                .onComplete(done -> tell(context, connection, Messages.newRequest(request.id(), NOTHING_TO_DO)));
    }

    private Future<?> tell(RoutingContext context, EngineConnection connection, JsonObject message) {
        JsonRpcRequest told = new JsonRpcRequest(null, message.getString("method"), Map.of(), message, 0);
        return handle(new EngineCall(
                context,
                told,
                connection,
                Future::succeededFuture,
                currentRequest,
                currentIdentity,
                callers,
                Optional.empty()));
    }

    /**
     * Removes completions that were registered at run time: they have no interceptor and no scope, and the extension has
     * no filter for completions.
     */
    private void removeUndeclaredCompletions() {
        completions.forEach(manager -> manager.removeCompletion(completion -> !completion.isMethod()));
    }
}
