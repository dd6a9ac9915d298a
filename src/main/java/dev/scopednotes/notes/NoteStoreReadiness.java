package dev.scopednotes.notes;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Down while the database cannot serve every tool, with the reason, and up again by itself; answers within
 * {@code scoped-notes.database.timeout}, which the check that comes with the driver does not.
 */
@Readiness
@ApplicationScoped
class NoteStoreReadiness implements AsyncHealthCheck {

    private static final String NAME = "note store";

    private final NoteStore store;

    NoteStoreReadiness(NoteStore store) {
        this.store = store;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return store.check()
                .replaceWith(() -> HealthCheckResponse.up(NAME))
                .onFailure()
                .recoverWithItem(NoteStoreReadiness::down);
    }

    private static HealthCheckResponse down(Throwable failure) {
        String reason = failure instanceof StoreUnavailable unavailable
                ? "the note store " + unavailable.problem().predicate()
                : "the check itself failed";
        return HealthCheckResponse.named(NAME).down().withData("reason", reason).build();
    }
}
