package dev.scopedgate.perimeter;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.bounds.Budgets;
import dev.scopedgate.bounds.CallerAddress;
import dev.scopedgate.connection.ConnectionBounds;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Holds a client's next request until its unread responses, which occupy memory, have been sent. */
@Singleton
class ResponseRoom {

    /**
     * What an HTTP/1 connection holds if its client sends requests and reads no responses: waiting requests and unsent
     * responses (MemoryBoundsIT).
     */
    private static final long PIPELINE_BYTES = 800 * 1024;

    private final Budget connections;

    ResponseRoom(Budgets budgets) {
        this.connections = budgets.connections();
    }

    /** Runs the rest of the checks once there is room. */
    void await(RoutingContext context, Runnable then) {
        HttpServerRequest request = context.request();
        long bytes = request.version() == HttpVersion.HTTP_2 ? 0 : PIPELINE_BYTES;
        Optional<Lease> lease = connections.lease(CallerAddress.of(request.remoteAddress()), bytes);
        if (lease.isEmpty()) {
            ConnectionBounds.close(request);
            return;
        }
        context.addEndHandler(ended -> lease.get().end());
        ConnectionBounds.waitsForClient(request, true);
        context.response().drainHandler(drained -> {
            lease.get().end();
            ConnectionBounds.waitsForClient(request, false);
            try {
                then.run();
            } catch (RuntimeException | Error e) {
                // this runs outside the router, which would catch it
                context.fail(e);
            }
        });
    }
}
