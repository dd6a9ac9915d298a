package dev.scopednotes.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The one embedded PostgreSQL of this JVM: started once, on a free loopback port, ended with the JVM.
 *
 * <p>Its URL is kept in a system property because live reload loads this class anew and must find the same database. The
 * property is not called {@code scoped-notes.…}: as a setting that nobody knows it would end the start.
 */
final class PostgresProcess {

    private static final String RUNNING_URL = "dev.scopednotes.dev.database.url";

    private PostgresProcess() {}

    static String url() {
        synchronized (System.getProperties()) {
            String running = System.getProperty(RUNNING_URL);
            if (running == null) {
                running = start();
                System.setProperty(RUNNING_URL, running);
            }
            return running;
        }
    }

    private static String start() {
        try {
            // closed by the library's own shutdown hook
            @SuppressWarnings("resource")
            EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
            return "postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
        }
    }
}
