package dev.scopednotes.start;

import dev.scopednotes.testsupport.KeyServer;
import dev.scopednotes.testsupport.TokenForge;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;

/** What the application needs around it: a database, and an issuer that publishes its keys. */
final class Surroundings implements AutoCloseable {

    private final KeyServer keys = new KeyServer();
    private final EmbeddedPostgres postgres;
    private final String jwksUri;

    Surroundings() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        jwksUri = keys.start().get("scoped-notes.jwks-uri");
    }

    Map<String, String> settings() {
        return Map.of(
                "SCOPED_NOTES_RESOURCE",
                TokenForge.RESOURCE,
                "SCOPED_NOTES_ISSUER",
                TokenForge.ISSUER,
                "SCOPED_NOTES_JWKS_URI",
                jwksUri,
                "SCOPED_NOTES_DATABASE_URL",
                "postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "SCOPED_NOTES_DATABASE_USERNAME",
                "postgres",
                "SCOPED_NOTES_DATABASE_PASSWORD",
                "postgres");
    }

    @Override
    public void close() throws IOException {
        keys.stop();
        postgres.close();
    }
}
