/**
 * What a stranger's HTTP must look like: Host and Origin, the JSON-RPC envelope, no sessions, bounds on what is held.
 *
 * <p>What we lean on in quarkus-mcp-server beyond its API, to be looked at again when its version moves:
 *
 * <ul>
 *   <li>its routes come after every filter, and are {@code /mcp} and below: what a filter ends never reaches them; what
 *       its route for a POST does is to name the server in the context and to call the handler that {@code McpEngine} calls;
 *   <li>it reads the body that the routing context already holds, and an {@code Accept} header word by word;
 *   <li>with {@code auto-init} a request without a session is answered; the session that {@code initialize} makes anyway is
 *       named in the answer's {@code Mcp-Session-Id}, under which its {@code ConnectionManager} forgets it;
 *   <li>it calls a feature's method through CDI, so that interceptors stand on it, in a request context whose
 *       {@code CurrentVertxRequest} is the request's own, before the response's head is written;
 *   <li>an {@code McpException} becomes a JSON-RPC error, a {@code ToolCallException} a result with {@code isError};
 *   <li>a feature that its filter hides cannot be called either; a filter that throws lets the call through;
 *   <li>it makes a bean of every class that has a feature method, where {@code ScopeTableExtension} sees it;
 *   <li>an injected {@code ToolManager} makes it promise {@code listChanged}; one that is looked up does not;
 *   <li>{@code ToolInfo.asJson()} is the tool's entry in {@code tools/list}.
 * </ul>
 *
 * <p>Of it, of Quarkus and of Vert.x these are imported from packages that are called runtime or impl; a test compares:
 * {@code io.quarkiverse.mcp.server.http.runtime.StreamableHttpMcpMessageHandler},
 * {@code io.quarkiverse.mcp.server.runtime.ConnectionManager},
 * {@code io.quarkus.security.runtime.QuarkusSecurityIdentity},
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
 * {@code io.vertx.ext.web.impl.RoutingContextInternal}.
 */
package dev.scopednotes.transport;
