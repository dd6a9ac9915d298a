package dev.scopednotes.notes;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness is down, with the reason, while the database cannot serve every tool. Answers within {@code
 * scoped-notes.database.timeout}; the check of the driver's extension does not.
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
