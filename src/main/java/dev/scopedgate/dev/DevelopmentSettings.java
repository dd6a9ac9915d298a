package dev.scopedgate.dev;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the development tools. All are optional, because a production build maps this interface too.
 * Module-internal.
 */
@ConfigMapping(prefix = "scoped-gate")
public interface DevelopmentSettings {

    Optional<String> resource();

    Optional<String> issuer();

    Optional<String> scopePrefix();

    @WithDefault("false")
    boolean scopePrefixInToken();

    DevIdp devIdp();

    /** The stand-in authorization server. */
    interface DevIdp {
        /** Its loopback port. The issuer URL is derived from it. */
        @WithDefault("8001")
        int port();

        /**
         * The scopes of a token that the stand-in gives under that name at {@code /tokens/<name>}, separated by spaces.
         * {@code tok_admin} has all scopes.
         */
        Map<String, String> tokens();

        /** Accepts a client id that is the URL of a document on this machine, to try such a client. */
        @WithDefault("false")
        boolean fetchLoopbackDocuments();
    }
}
