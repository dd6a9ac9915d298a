package dev.scopednotes.notes;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.sqlclient.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Tells "the database is away" from a fault of ours: the first fails with {@link StoreUnreachable} within
 * {@code scoped-notes.database.timeout} and is logged once for each outage, the second is passed on as it is.
 */
@ApplicationScoped
class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);

    // connection, authorization, no such database, resources, read-only after a failover, shutdown and cancellation
    private static final Pattern AWAY = Pattern.compile("(08|28|3D|53|57).{3}|25006");

    private final AtomicBoolean away = new AtomicBoolean();
    private final Duration timeout;

    Outage(DatabaseConfig config) {
        this.timeout = config.timeout().read();
    }

    <T> Uni<T> watch(Uni<T> statement) {
        return statement
                .ifNoItem()
                .after(timeout)
                .fail()
                .onItem()
                .invoke(this::over)
                .onFailure(Outage::isAway)
                .transform(this::begun);
    }

    private void over() {
        if (away.compareAndSet(true, false)) {
            LOG.info("The database answers again");
        }
    }

    private Throwable begun(Throwable cause) {
        if (away.compareAndSet(false, true)) {
            LOG.warnf(
                    "The database cannot be reached; calls are answered with an error until it is back (%s)",
                    cause.getMessage() == null ? "no answer within " + timeout : cause.getMessage());
        }
        return new StoreUnreachable(cause);
    }

    static boolean isAway(Throwable failure) {
        if (failure instanceof DatabaseException refused) {
            return refused.getSqlState() != null
                    && AWAY.matcher(refused.getSqlState()).matches();
        }
        return failure instanceof VertxException
                || failure instanceof IOException
                || failure instanceof TimeoutException
                // the pool reports that no connection became free as a Throwable of no particular class
                || !(failure instanceof Exception || failure instanceof Error);
    }
}
