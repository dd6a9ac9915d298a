package dev.scopednotes.notes.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * Limits connecting and waiting for a connection to {@code scoped-notes.database.timeout}, for which Quarkus has no
 * setting; applies the TLS parameters of the URL, and adapts the pool to a connection pooler.
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
        PgConnectOptions options =
                new PgConnectOptions(input.pgConnectOptionsList().get(0));
        options.setConnectTimeout(millis).setTcpKeepAlive(true);
        // a pooler refuses a connection that sets it; it has no effect since PostgreSQL 12
        options.getProperties().remove("extra_float_digits");
        DatabaseTls.of(config.url().orElseThrow()).applyTo(options);
        return PgBuilder.pool()
                .with(input.poolOptions().setConnectionTimeout(millis).setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(new ConnectionPath(input.vertx(), options)::options)
                .using(input.vertx())
                .build();
    }
}
