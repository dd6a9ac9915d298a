package dev.scopednotes.notes.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnectOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Detects a connection pooler such as PgBouncer in front of the database, and then disables prepared statement caching:
 * in transaction mode the next statement may run in another session.
 *
 * <p>A pooler issues cancel keys of its own: the process id that comes with the key is not the backend's.
 */
final class ConnectionPath {

    private static final Logger LOG = Logger.getLogger(ConnectionPath.class);

    /** After this time new connections check again, because the address may resolve to another server. */
    private static final Duration VALID = Duration.ofMinutes(5);

    private record Seen(Future<Boolean> pooled, long at) {

        boolean isUsable() {
            return !pooled.failed() && System.nanoTime() - at < VALID.toNanos();
        }
    }

    private final Vertx vertx;
    private final PgConnectOptions direct;
    private final PgConnectOptions throughPooler;
    private final AtomicReference<Seen> last = new AtomicReference<>();

    ConnectionPath(Vertx vertx, PgConnectOptions options) {
        this.vertx = vertx;
        this.direct = options;
        this.throughPooler =
                new PgConnectOptions(options).setUseLayer7Proxy(true).setCachePreparedStatements(false);
    }

    /** The options of the next connection. */
    Future<SqlConnectOptions> options() {
        Seen seen = last.updateAndGet(
                known -> known != null && known.isUsable() ? known : new Seen(isPooled(), System.nanoTime()));
        return seen.pooled().map(pooled -> pooled ? throughPooler : direct);
    }

    private Future<Boolean> isPooled() {
        // not traced: otherwise this query would appear in the trace of whichever call comes first
        PgConnectOptions untraced = new PgConnectOptions(throughPooler).setTracingPolicy(TracingPolicy.IGNORE);
        Future<PgConnection> connecting = PgConnection.connect(vertx, untraced);
        return connecting
                .compose(connection -> connection
                        .query("select pg_backend_pid()")
                        .execute()
                        .map(rows -> rows.iterator().next().getInteger(0) != connection.processId()))
                .timeout(direct.getConnectTimeout(), TimeUnit.MILLISECONDS)
                .onComplete(done -> connecting.onSuccess(PgConnection::close))
                .onSuccess(pooled -> {
                    if (pooled) {
                        LOG.info("A connection pooler is in front of the database: prepared statements are not cached");
                    }
                });
    }
}
