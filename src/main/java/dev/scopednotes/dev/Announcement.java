package dev.scopednotes.dev;

import dev.scopedgate.dev.DevIdp;
import dev.scopedgate.gate.ScopeTable;
import dev.scopedgate.oauth.ResourceServer;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import org.jboss.logging.Logger;

/** Logs the {@link Walkthrough} as one event at every start in dev. */
@Singleton
@IfBuildProfile("dev")
class Announcement {

    private static final Logger LOG = Logger.getLogger(Announcement.class);

    private final ScopeTable table;
    private final ResourceServer server;
    private final DevIdp idp;

    Announcement(ScopeTable table, ResourceServer server, DevIdp idp) {
        this.table = table;
        this.server = server;
        this.idp = idp;
    }

    void show(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        var walkthrough = new Walkthrough(
                table.rows(),
                URI.create(server.resource()),
                server.issuers().get(0).issuer(),
                Shell.of(System.getProperty("os.name")));
        LOG.info(walkthrough.text(idp.isTheIssuer()));
    }
}
