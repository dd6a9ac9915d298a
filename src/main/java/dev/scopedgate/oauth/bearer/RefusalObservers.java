package dev.scopedgate.oauth.bearer;

import dev.scopedgate.oauth.Refusal;
import dev.scopedgate.oauth.RefusalReason;
import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells all who want to know of a refusal; one that fails changes neither the refusal nor what the others learn. */
@Singleton
final class RefusalObservers {

    private static final Logger LOG = Logger.getLogger(RefusalObservers.class);

    private final List<RefusalObserver> observers;

    RefusalObservers(@All List<RefusalObserver> observers) {
        this.observers = observers;
    }

    void refused(Refusal refusal, RoutingContext request) {
        tell(TokenRefused.of(refusal, request));
    }

    /** A fault of ours kept the token from being judged. */
    void notJudged(RoutingContext request) {
        tell(new TokenRefused(RefusalReason.NOT_JUDGED, Optional.empty(), request));
    }

    private void tell(TokenRefused refused) {
        for (RefusalObserver observer : observers) {
            try {
                observer.refused(refused);
            } catch (RuntimeException e) {
                LOG.errorf("A refusal could not be recorded: %s", e.getClass().getName());
            }
        }
    }
}
