package dev.scopednotes.dev;

import dev.scopedgate.gate.ScopeTable;
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
    private final DevelopmentSettings settings;
    private final DevIdp idp;

    Announcement(ScopeTable table, DevelopmentSettings settings, DevIdp idp) {
        this.table = table;
        this.settings = settings;
        this.idp = idp;
    }

    void show(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        var walkthrough = new Walkthrough(
                table.rows(),
                URI.create(settings.resource().orElseThrow()),
                settings.issuer().orElseThrow(),
                Shell.of(System.getProperty("os.name")));
        LOG.info(walkthrough.text(idp.isTheIssuer()));
    }
}
