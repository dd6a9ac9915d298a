package dev.scopednotes.notes;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Gives the connection pool the limits for which Quarkus has no setting: no connecting and no waiting outlives
 * {@code scoped-notes.database.timeout}.
 *
 * <p>Without them a call that was already answered "cannot be reached" would still stand in the queue, and could store its
 * note half a minute later.
 */
@Singleton
class NotePool implements PgPoolCreator {

    private final DatabaseConfig config;

    NotePool(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        int millis = Math.toIntExact(config.timeout().read().toMillis());
        DatabaseTls tls = DatabaseTls.of(config.url().orElseThrow());
        input.pgConnectOptionsList().forEach(options -> {
            options.setConnectTimeout(millis).setTcpKeepAlive(true);
            tls.applyTo(options);
        });
        return PgBuilder.pool()
                .with(input.poolOptions().setConnectionTimeout(millis).setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
