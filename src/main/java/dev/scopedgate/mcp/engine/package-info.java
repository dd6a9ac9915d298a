/**
 * The MCP extension behind the gate: the transport that hands it the requests that were judged, and the checks that it is
 * reached in no other way. Nothing else depends on the internals of the extension.
 *
 * <p>What we lean on in quarkus-mcp-server beyond its API, to be looked at again when its version moves:
 *
 * <ul>
 *   <li>its routes come after every filter, and are {@code /mcp} and below: what a filter ends never reaches them;
 *   <li>its transports extend {@code McpMessageHandler}, and so does ours: a request with a connection of its own, in no list
 *       of connections, that is initialized before it is handed over, is answered through the request's {@code Sender};
 *   <li>it calls a feature's method through CDI, so that interceptors stand on it, in a request context whose
 *       {@code CurrentVertxRequest} is the request's own, before the response's head is written;
 *   <li>its {@code McpRequestValidator}, where there is one, is asked by every transport for every message before anything
 *       else is done with it, {@code initialize} included;
 *   <li>an {@code McpException} becomes a JSON-RPC error, a {@code ToolCallException} a result with {@code isError};
 *   <li>a feature that its filter hides cannot be called either; a filter that throws lets the call through;
 *   <li>it makes a bean of every class that has a feature method, where {@code ScopeTableExtension} sees it;
 *   <li>an injected {@code ToolManager} makes it promise {@code listChanged}; one that is looked up does not;
 *   <li>{@code ToolInfo.asJson()} is the tool's entry in {@code tools/list}.
 * </ul>
 *
 * <p>Of it, of Quarkus and of Vert.x these are imported from packages that are called runtime or impl; a test compares:
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
