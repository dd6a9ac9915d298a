package dev.scopedgate.gate.build;

import dev.scopedgate.gate.Scoped;
import dev.scopedgate.http.IfOnClassPath;
import io.quarkiverse.mcp.server.runtime.McpMessageHandler;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.InterceptorInfo;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fails the build if {@link Scoped} would not be enforced: a class of the gate is not a bean, or there is a transport
 * of the MCP extension that the gate does not know.
 */
public final class GateBeansExtension implements BuildCompatibleExtension {

    /** Classes that nothing injects, so that their absence would go unnoticed; a test compares this list. */
    static final List<String> REQUIRED = List.of(
            "dev.scopedgate.gate.ScopedInterceptor",
            "dev.scopedgate.gate.DeclaredOnly",
            "dev.scopedgate.gate.UndeclaredFeatures",
            "dev.scopedgate.oauth.bearer.BearerAuthentication",
            "dev.scopedgate.oauth.bearer.BearerAuthenticationMechanism",
            "dev.scopedgate.oauth.ResourceServerSettings",
            "dev.scopedgate.oauth.ScopeNamesCheck",
            "dev.scopedgate.http.PortOpening",
            "dev.scopedgate.connection.AcceptedConnections",
            "dev.scopedgate.connection.ConnectionSettings",
            "dev.scopedgate.mcp.DeniedByPolicy",
            "dev.scopedgate.mcp.Envelope",
            "dev.scopedgate.perimeter.CrossOrigin",
            "dev.scopedgate.perimeter.EndpointsSettings",
            "dev.scopedgate.perimeter.ManagementPerimeter",
            "dev.scopedgate.mcp.McpRoute",
            "dev.scopedgate.mcp.engine.OnlyGatedRequests",
            "dev.scopedgate.perimeter.Perimeter",
            "dev.scopedgate.perimeter.PerimeterSettings",
            "dev.scopedgate.mcp.engine.ServedEndpoints",
            "dev.scopedgate.mcp.McpEndpoint",
            "dev.scopedgate.perimeter.UnreadableRequest",
            "dev.scopedgate.limits.CallLimits",
            "dev.scopedgate.limits.LimitsSettings",
            "dev.scopedgate.limits.RefusedTokens",
            "dev.scopedgate.audit.AuditTrail",
            "dev.scopedgate.settings.ActiveProfile",
            "dev.scopedgate.settings.OldNames",
            "dev.scopedgate.settings.UnknownEnvironment");

    /** Likewise, each if the application has the extension that it uses. */
    static final Map<String, String> REQUIRED_WITH =
            Map.of("dev.scopedgate.tracing.SpanRedaction", IfOnClassPath.OPENTELEMETRY);

    /** Transports of the extension that are behind the gate, and our own. */
    private static final Set<String> TRANSPORTS = Set.of(
            "io.quarkiverse.mcp.server.http.runtime.SseMcpMessageHandler",
            "io.quarkiverse.mcp.server.http.runtime.StreamableHttpMcpMessageHandler",
            "dev.scopedgate.mcp.engine.McpEngine");

    private final Set<String> beans = new HashSet<>();

    /** Collects class beans, and rejects transports that bypass the gate. */
    @Registration(types = Object.class)
    public void bean(BeanInfo bean, Messages messages) {
        if (!bean.isClassBean()) {
            return;
        }
        String name = bean.declaringClass().name();
        beans.add(name);
        if (isTransport(bean.declaringClass()) && !TRANSPORTS.contains(name)) {
            messages.error("The MCP transport " + name + " is not behind the gate: remove its dependency, for example"
                    + " quarkus-mcp-server-websocket or quarkus-mcp-server-stdio");
        }
    }

    private static boolean isTransport(ClassInfo type) {
        for (ClassInfo above = type; above != null; above = above.superClassDeclaration()) {
            if (McpMessageHandler.class.getName().equals(above.name())) {
                return true;
            }
        }
        return false;
    }

    /** Collects enabled interceptors. */
    @Registration(types = Object.class)
    public void interceptor(InterceptorInfo interceptor) {
        beans.add(interceptor.declaringClass().name());
    }

    /** Fails the build if a required class is missing. */
    @Validation
    public void required(Messages messages) {
        List<String> missing = Stream.concat(
                        REQUIRED.stream(),
                        REQUIRED_WITH.keySet().stream()
                                .filter(name -> OptionalBeans.isPresent(REQUIRED_WITH.get(name))))
                .filter(name -> !beans.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            messages.error("@Scoped would protect nothing, because these classes are not beans: "
                    + String.join(", ", missing)
                    + ". Add META-INF/beans.xml to their jar, or index it with"
                    + " quarkus.index-dependency, and do not exclude them with quarkus.arc.exclude-types");
        }
    }
}
