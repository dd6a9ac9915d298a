package dev.scopedgate.dev;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/** Ends the start of a production package that contains these classes. */
final class NotInProduction {

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        if (LaunchMode.current().isProduction()) {
            throw new ConfigurationException(
                    "scoped-gate-dev is in the production package: it gives tokens to everybody."
                            + " Give its dependency <scope>provided</scope> and build again");
        }
    }
}
