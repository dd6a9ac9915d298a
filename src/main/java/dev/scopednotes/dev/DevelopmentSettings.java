package dev.scopednotes.dev;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/**
 * What the development tools read. All of it is optional, because the interface is also mapped in a production build.
 */
@ConfigMapping(prefix = "scoped-gate")
interface DevelopmentSettings {

    Optional<String> resource();

    Optional<String> issuer();

    DevIdp devIdp();

    /** The stand-in authorization server. */
    interface DevIdp {
        /** Its loopback port. The issuer URL is derived from it. */
        @WithDefault("8001")
        int port();

        /** Whether a client id may be the URL of a document on this machine, to try out such a client. */
        @WithDefault("false")
        boolean fetchLoopbackDocuments();
    }
}
