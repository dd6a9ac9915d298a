package dev.scopedgate.oauth.bearer;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.Refusal;
import dev.scopedgate.oauth.RefusalReason;
import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Notifies every {@link RefusalObserver}. One that fails affects neither the refusal nor the other observers. */
@Singleton
final class RefusalObservers {

    private static final Logger LOG = Logger.getLogger(RefusalObservers.class);

    private final List<RefusalObserver> observers;

    RefusalObservers(@All List<RefusalObserver> observers) {
        this.observers = observers;
    }

    void refused(Refusal refusal, RoutingContext request, Optional<AccessToken> verified) {
        report(TokenRefused.of(refusal, request, verified));
    }

    /** An internal error prevented verification. */
    void notJudged(RoutingContext request) {
        report(new TokenRefused(RefusalReason.NOT_JUDGED, Optional.empty(), request, Optional.empty()));
    }

    private void report(TokenRefused refused) {
        for (RefusalObserver observer : observers) {
            try {
                observer.refused(refused);
            } catch (RuntimeException e) {
                LOG.errorf("A refusal could not be recorded: %s", e.getClass().getName());
            }
        }
    }
}
