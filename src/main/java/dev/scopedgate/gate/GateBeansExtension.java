package dev.scopedgate.gate;

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
import java.util.Set;

/**
 * Fails the build where {@link Scoped} would protect nothing: a class that stands between a caller and a method is no bean,
 * or a transport of the MCP extension is there that the gate does not know.
 */
public final class GateBeansExtension implements BuildCompatibleExtension {

    /** Those that nothing else needs injected, so that their absence would go unnoticed; a test compares. */
    static final List<String> REQUIRED = List.of(
            "dev.scopedgate.gate.ScopedInterceptor",
            "dev.scopedgate.gate.DeclaredOnly",
            "dev.scopedgate.gate.UndeclaredFeatures",
            "dev.scopedgate.oauth.bearer.BearerAuthentication",
            "dev.scopedgate.oauth.ResourceServerSettings",
            "dev.scopedgate.connection.AcceptedConnections",
            "dev.scopedgate.connection.ConnectionSettings",
            "dev.scopedgate.mcp.DeniedByPolicy",
            "dev.scopedgate.mcp.Envelope",
            "dev.scopedgate.perimeter.ManagementPerimeter",
            "dev.scopedgate.mcp.McpRoute",
            "dev.scopedgate.mcp.engine.OnlyGatedRequests",
            "dev.scopedgate.perimeter.Perimeter",
            "dev.scopedgate.perimeter.PerimeterSettings",
            "dev.scopedgate.mcp.engine.ServedEndpoints",
            "dev.scopedgate.mcp.McpEndpoint",
            "dev.scopedgate.perimeter.UnreadableRequest");

    /** Of the extension, which the gate stands before, and our own. */
    private static final Set<String> TRANSPORTS = Set.of(
            "io.quarkiverse.mcp.server.http.runtime.SseMcpMessageHandler",
            "io.quarkiverse.mcp.server.http.runtime.StreamableHttpMcpMessageHandler",
            "dev.scopedgate.mcp.engine.McpEngine");

    private final Set<String> beans = new HashSet<>();

    /** Notes every bean that is a class, and refuses a transport by which a caller would come past the gate. */
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

    /** Notes every interceptor that is enabled. */
    @Registration(types = Object.class)
    public void interceptor(InterceptorInfo interceptor) {
        beans.add(interceptor.declaringClass().name());
    }

    /** Refuses to build without one of ours. */
    @Validation
    public void required(Messages messages) {
        List<String> missing =
                REQUIRED.stream().filter(name -> !beans.contains(name)).toList();
        if (!missing.isEmpty()) {
            messages.error("@Scoped would protect nothing, because these classes are no beans: "
                    + String.join(", ", missing)
                    + ". Let the jar that holds them have a META-INF/beans.xml, or index it with"
                    + " quarkus.index-dependency, and do not exclude them with quarkus.arc.exclude-types");
        }
    }
}
