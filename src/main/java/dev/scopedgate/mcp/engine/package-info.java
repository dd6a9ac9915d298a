/**
 * Runs the MCP extension behind the gate: the transport that passes checked requests to it, and the checks that nothing else
 * reaches it. No other package depends on the internals of the extension.
 *
 * <p>What this package relies on in quarkus-mcp-server beyond its API; check it again when its version changes:
 *
 * <ul>
 *   <li>its routes, {@code /mcp} and below, run after every filter: a request that a filter ends never reaches them;
 *   <li>its transports extend {@code McpMessageHandler}, as ours does: a request whose connection is its own, initialized in
 *       advance and not in the list of connections, is answered through the request's {@code Sender};
 *   <li>it calls a feature's method through CDI, so that interceptors run, in a request context whose
 *       {@code CurrentVertxRequest} is that of the request, before the response's head is written;
 *   <li>every transport calls the {@code McpRequestValidator}, if there is one, for every message before any other
 *       processing, {@code initialize} included;
 *   <li>an {@code McpException} becomes a JSON-RPC error, a {@code ToolCallException} a result with {@code isError};
 *   <li>a feature that its filter hides cannot be called either; a filter that throws lets the call through;
 *   <li>every class with a feature method becomes a bean, which {@code ScopeTableExtension} sees;
 *   <li>an injected {@code ToolManager} makes it announce {@code listChanged}; one that is looked up does not;
 *   <li>{@code ToolInfo.asJson()} is the tool's entry in {@code tools/list}.
 * </ul>
 *
 * <p>Imports from runtime and impl packages of the extension, of Quarkus and of Vert.x; a test compares the list:
 * {@code io.quarkiverse.mcp.server.http.runtime.config.McpHttpServersBuildTimeConfig},
 * {@code io.quarkiverse.mcp.server.runtime.CancellationRequests},
 * {@code io.quarkiverse.mcp.server.runtime.ConnectionManager},
 * {@code io.quarkiverse.mcp.server.runtime.McpConnectionBase},
 * {@code io.quarkiverse.mcp.server.runtime.McpMessageHandler},
 * {@code io.quarkiverse.mcp.server.runtime.McpMetadata},
 * {@code io.quarkiverse.mcp.server.runtime.McpMetrics},
 * {@code io.quarkiverse.mcp.server.runtime.McpRequest},
 * {@code io.quarkiverse.mcp.server.runtime.McpRequestImpl},
 * {@code io.quarkiverse.mcp.server.runtime.McpRequestValidator},
 * {@code io.quarkiverse.mcp.server.runtime.McpTracing},
 * {@code io.quarkiverse.mcp.server.runtime.Messages},
 * {@code io.quarkiverse.mcp.server.runtime.NotificationManagerImpl},
 * {@code io.quarkiverse.mcp.server.runtime.PromptCompletionManagerImpl},
 * {@code io.quarkiverse.mcp.server.runtime.PromptManagerImpl},
 * {@code io.quarkiverse.mcp.server.runtime.ResourceManagerImpl},
 * {@code io.quarkiverse.mcp.server.runtime.ResourceTemplateCompletionManagerImpl},
 * {@code io.quarkiverse.mcp.server.runtime.ResourceTemplateManagerImpl},
 * {@code io.quarkiverse.mcp.server.runtime.Sender},
 * {@code io.quarkiverse.mcp.server.runtime.ServerRequests},
 * {@code io.quarkiverse.mcp.server.runtime.ToolManagerImpl},
 * {@code io.quarkiverse.mcp.server.runtime.config.McpServerRuntimeConfig},
 * {@code io.quarkiverse.mcp.server.runtime.config.McpServersRuntimeConfig},
 * {@code io.quarkus.vertx.http.runtime.CurrentVertxRequest},
 * {@code io.quarkus.vertx.http.runtime.filters.Filters},
 * {@code io.quarkus.vertx.http.runtime.security.AbstractPathMatchingHttpSecurityPolicy},
 * {@code io.quarkus.vertx.http.runtime.security.ChallengeData},
 * {@code io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism},
 * {@code io.quarkus.vertx.http.runtime.security.HttpCredentialTransport},
 * {@code io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy},
 * {@code io.quarkus.vertx.http.runtime.security.QuarkusHttpUser},
 * {@code io.vertx.core.http.impl.Http1xServerConnection},
 * {@code io.vertx.core.impl.VertxInternal},
 * {@code io.vertx.core.net.impl.ConnectionBase},
 * {@code io.vertx.sqlclient.impl.SocketConnectionBase},
 * {@code io.vertx.sqlclient.impl.SqlConnectionInternal}.
 */
package dev.scopedgate.mcp.engine;
