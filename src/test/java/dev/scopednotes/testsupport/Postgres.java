package dev.scopednotes.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;

/** The embedded PostgreSQL of the tests, which on a busy machine may take longer to start than the library waits. */
public final class Postgres {

    private Postgres() {}

    public static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60));
    }
}
