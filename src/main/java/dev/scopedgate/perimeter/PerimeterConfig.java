package dev.scopedgate.perimeter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Which host names and web pages may reach this server, and the bounds of one request. */
@ConfigMapping(prefix = "scoped-gate.perimeter")
interface PerimeterConfig {

    /**
     * Further {@code Host} values that are accepted besides the resource's own, {@code name} or {@code name:port},
     * compared exactly. Risk: a host name that you do not control enables DNS rebinding.
     */
    Optional<List<String>> allowedHosts();

    /**
     * Further {@code Origin} values that are accepted besides the resource's own, such as
     * {@code https://app.example.com}, compared exactly. Risk: pages of an origin that you do not trust can call this
     * server with the tokens that they obtain.
     */
    Optional<List<String>> allowedOrigins();

    /**
     * Host names, without a port, under which the management port answers besides IP addresses and {@code localhost},
     * for example that of a Service. Risk: a name that you do not control enables DNS rebinding.
     */
    Optional<List<String>> managementHosts();

    /**
     * Accepts every loopback {@code Origin}, on any port; meant for development. Risk in production: any program that
     * serves a page on a user's machine may call this server from it.
     */
    @WithDefault("false")
    boolean allowLoopbackOrigins();
}
