package dev.scopednotes.keycloak;

import dev.scopedgate.testsupport.Postgres;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopednotes.notes.NoteRows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keycloak, PostgreSQL and the packaged application that uses both; a user in each ring. */
final class Installation {

    /** How often the server fetches the issuer's keys: the longest time that a withdrawn key stays valid. */
    static final int KEY_REFRESH_SECONDS = 2;

    /** What the page of the server is at Keycloak. */
    static final String PAGE_CLIENT = "notes-page";

    private final int port;
    private final Keycloak keycloak;
    private final Administrator administrator;
    private EmbeddedPostgres postgres;
    private ProductionServer server;
    private Map<String, String> passwords;
    private Agent agent;

    private Installation() throws IOException {
        port = ProductionServer.freePort();
        keycloak = new Keycloak(uri("/mcp").toString());
        administrator = new Administrator(keycloak);
    }

    static Installation start() throws Exception {
        var installation = new Installation();
        try {
            installation.startAll();
            return installation;
        } catch (Exception | Error e) {
            installation.stop();
            throw e;
        }
    }

    private void startAll() throws Exception {
        keycloak.startEmpty();
        passwords = Ring.users().collect(Collectors.toMap(Function.identity(), administrator::givePassword));
        agent = Agent.registeredAt(keycloak);
        postgres = Postgres.builder().start();
        server = ProductionServer.start(
                port,
                Map.ofEntries(
                        Map.entry("SCOPED_GATE_RESOURCE", uri("/mcp").toString()),
                        Map.entry("SCOPED_GATE_ISSUER", keycloak.issuer()),
                        Map.entry("SCOPED_GATE_STATE_KEY", Surroundings.STATE_KEY),
                        Map.entry("SCOPED_GATE_PAGE", "full"),
                        Map.entry("SCOPED_GATE_PAGE_CLIENT_ID", PAGE_CLIENT),
                        Map.entry("SCOPED_GATE_KEYS_REFRESH_INTERVAL", KEY_REFRESH_SECONDS + "s"),
                        Map.entry("SCOPED_GATE_KEYS_MIN_REFRESH_INTERVAL", "1s"),
                        Map.entry(
                                "SCOPED_NOTES_DATABASE_URL",
                                "postgresql://127.0.0.1:" + postgres.getPort() + "/postgres"),
                        Map.entry("SCOPED_NOTES_DATABASE_USERNAME", "postgres"),
                        Map.entry("SCOPED_NOTES_DATABASE_PASSWORD", "postgres")));
        server.awaitListening();
    }

    Keycloak keycloak() {
        return keycloak;
    }

    Administrator administrator() {
        return administrator;
    }

    ProductionServer server() {
        return server;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    NoteRows rows() {
        return new NoteRows(postgres.getPostgresDatabase());
    }

    String passwordOf(String user) {
        return passwords.get(user);
    }

    /** What this user is granted of these scopes, independent of earlier grants. */
    Agent.Tokens mint(String user, String scopes) {
        return agent.mint(user, passwords.get(user), scopes);
    }

    Agent.Tokens refresh(Agent.Tokens tokens) {
        return agent.refresh(tokens);
    }

    /** A caller with that token. */
    Caller as(Agent.Tokens tokens) {
        return new Caller(this, tokens.access());
    }

    /** Stops everything that has started. */
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        keycloak.stop();
    }
}
