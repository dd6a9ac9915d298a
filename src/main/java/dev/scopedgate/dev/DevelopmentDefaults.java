package dev.scopedgate.dev;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.StaticInitSafe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings of the gate in dev and test, if the application has none: the stand-in issuer, no limits, pages of this
 * machine. In production it provides nothing.
 */
@StaticInitSafe
public final class DevelopmentDefaults implements ConfigSource {

    private static final String PORT = "scoped-gate.dev-idp.port";

    /** A system property, because each class loader of a test would choose another port. */
    private static final String TEST_PORT = "dev.scopedgate.test-port";

    /** One caller on one address makes all calls. */
    private static final Map<String, String> BOTH = Map.of(
            "scoped-gate.issuer", "http://127.0.0.1:${" + PORT + "}",
            "scoped-gate.perimeter.allow-loopback-origins", "true",
            "scoped-gate.limits.calls-per-subject", "0",
            "scoped-gate.limits.refused-per-address", "0",
            "scoped-gate.limits.concurrent-calls", "0",
            "scoped-gate.limits.concurrent-calls-per-subject", "0");

    private static final String RESOURCE = "scoped-gate.resource";

    private static final Map<String, String> DEV = Map.of(
            RESOURCE, "http://127.0.0.1:${quarkus.http.port:8080}/mcp", PORT, "8001", "scoped-gate.page", "full");

    /** Higher than the defaults of a library (100), lower than application.properties (250). */
    @Override
    public int getOrdinal() {
        return 110;
    }

    @Override
    public String getName() {
        return "scoped-gate-dev (dev and test only)";
    }

    /** Lists nothing: a listed value would be read at build time and recorded in the application. */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public String getValue(String name) {
        return switch (LaunchMode.current()) {
            case NORMAL, RUN -> null;
            case DEVELOPMENT -> DEV.getOrDefault(name, BOTH.get(name));
            case TEST ->
                switch (name) {
                    case RESOURCE -> "http://127.0.0.1/mcp";
                    case PORT -> testPort();
                    default -> BOTH.get(name);
                };
        };
    }

    private static String testPort() {
        return (String) System.getProperties().computeIfAbsent(TEST_PORT, unset -> freePort());
    }

    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
