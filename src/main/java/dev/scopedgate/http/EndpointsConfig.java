package dev.scopedgate.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which paths are the gate's. */
@ConfigMapping(prefix = "scoped-gate.endpoints")
public interface EndpointsConfig {

    /**
     * The path where a token is shown what it reaches, such as {@code /gate/whoami}, or {@code off}. Set it if the
     * application has a page of its own at that path, which would not be served.
     */
    @WithDefault("/whoami")
    String whoami();

    /**
     * The path of the scope table, such as {@code /gate/scopes}, or {@code off}. Set it if the application has a page of
     * its own at that path, which would not be served.
     */
    @WithDefault("/scopes")
    String scopes();

    /**
     * Which requests the checks of {@code perimeter} and its response headers are for, {@code gate} or {@code server}:
     * those for the gate's own paths, or all of this server. With {@code server}, nothing else may be served to browsers:
     * pages get a policy that forbids every script. Risk with {@code gate}: the application's own pages are not checked
     * for Host and Origin.
     */
    @WithDefault("gate")
    String reach();

    /** The gate's own paths, or all of this server. */
    enum Reach {
        GATE,
        SERVER
    }
}
