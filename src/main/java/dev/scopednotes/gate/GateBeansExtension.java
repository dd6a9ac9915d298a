package dev.scopednotes.gate;

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

    private static final String ROOT = "dev.scopednotes.";

    /** Those that nothing else needs injected, so that their absence would go unnoticed; a test compares. */
    static final List<String> REQUIRED = List.of(
            ROOT + "gate.ScopedInterceptor",
            ROOT + "gate.DeclaredOnly",
            ROOT + "gate.UndeclaredFeatures",
            ROOT + "oauth.BearerAuthentication",
            ROOT + "oauth.ResourceServerSettings",
            ROOT + "transport.AcceptedConnections",
            ROOT + "transport.DeniedByPolicy",
            ROOT + "transport.Envelope",
            ROOT + "transport.ManagementPerimeter",
            ROOT + "transport.McpRoute",
            ROOT + "transport.OnlyGatedRequests",
            ROOT + "transport.Perimeter",
            ROOT + "transport.PerimeterSettings",
            ROOT + "transport.ServedEndpoints",
            ROOT + "transport.StatelessEndpoint",
            ROOT + "transport.UnreadableRequest");

    /** Of the extension, which the gate stands before, and our own. */
    private static final Set<String> TRANSPORTS = Set.of(
            "io.quarkiverse.mcp.server.http.runtime.SseMcpMessageHandler",
            "io.quarkiverse.mcp.server.http.runtime.StreamableHttpMcpMessageHandler",
            ROOT + "transport.McpEngine");

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
