package dev.scopedgate.http;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.DomainSocketServerStart;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;

/** Fires {@link PortOpened} once, on a worker thread, when the first port of this application is open. */
@Singleton
class PortOpening {

    private final Event<PortOpened> event;
    private final AtomicBoolean fired = new AtomicBoolean();

    PortOpening(Event<PortOpened> event) {
        this.event = event;
    }

    /** In dev mode a reload starts the application again, and the port stays open. */
    void started(@Observes StartupEvent started) {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            fire();
        }
    }

    void listening(@ObservesAsync HttpServerStart started) {
        fire();
    }

    void listeningWithTls(@ObservesAsync HttpsServerStart started) {
        fire();
    }

    void listeningOnSocket(@ObservesAsync DomainSocketServerStart started) {
        fire();
    }

    private void fire() {
        if (fired.compareAndSet(false, true)) {
            event.fire(new PortOpened());
        }
    }
}
