package dev.scopednotes.dev;

import dev.scopedgate.dev.DevIdp;
import dev.scopedgate.gate.ScopeTable;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Logs the {@link Walkthrough} as one event at every start in dev. */
@Singleton
@IfBuildProfile("dev")
class Announcement {

    private static final Logger LOG = Logger.getLogger(Announcement.class);

    private final ScopeTable table;
    private final Config config;
    private final DevIdp idp;

    Announcement(ScopeTable table, Config config, DevIdp idp) {
        this.table = table;
        this.config = config;
        this.idp = idp;
    }

    void show(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        var walkthrough = new Walkthrough(
                table.rows(),
                URI.create(config.getValue("scoped-gate.resource", String.class)),
                config.getOptionalValue("scoped-gate.issuer", String.class).orElse("see scoped-gate.issuers"),
                Shell.of(System.getProperty("os.name")));
        LOG.info(walkthrough.text(idp.isTheIssuer()));
    }
}
