package dev.scopedgate.perimeter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Which names and pages may reach this server besides the resource's own. */
@ConfigMapping(prefix = "scoped-notes.perimeter")
interface PerimeterConfig {

    /**
     * Further {@code Host} values, {@code name} or {@code name:port}, exact, besides the resource's own. A name that
     * somebody else's DNS answers for, and DNS rebinding comes through.
     */
    Optional<List<String>> allowedHosts();

    /**
     * Further {@code Origin} values, such as {@code https://app.example.com}, exact, besides the resource's own. One
     * too many, and its pages may call with the tokens that they get hold of.
     */
    Optional<List<String>> allowedOrigins();

    /**
     * Names, without a port, under which the management port answers besides IP addresses and {@code localhost}: that of a
     * Service through which it is scraped, for example. Risk: a name that you do not control enables DNS rebinding.
     */
    Optional<List<String>> managementHosts();

    /**
     * Lets every page served from loopback call, on any port: for development. In production, and any program that
     * serves a page on a user's machine may call from there.
     */
    @WithDefault("false")
    boolean allowLoopbackOrigins();
}
