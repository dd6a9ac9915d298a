package dev.scopednotes.providers;

import dev.scopedgate.testsupport.NodeScript;
import dev.scopedgate.testsupport.Postgres;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged application with its own database, and a Node walk that starts the provider and checks both. */
final class ServerAndProvider {

    private ServerAndProvider() {}

    /** Starts the server with these settings and runs that script with its arguments and environment to its end. */
    static void walk(
            Map<String, String> settings, String script, List<String> arguments, Map<String, String> environment)
            throws Exception {
        int port = ProductionServer.freePort();
        try (EmbeddedPostgres postgres = Postgres.builder().start();
                ProductionServer server = ProductionServer.start(port, complete(settings, port, postgres.getPort()))) {
            server.awaitListening();
            NodeScript.run(script, server, arguments, environment);
        }
    }

    /** The same with a second replica, whose endpoint is REPLICA in the script's environment. */
    static void walkWithReplica(Map<String, String> settings, String script, Map<String, String> environment)
            throws Exception {
        int port = ProductionServer.freePort();
        try (EmbeddedPostgres postgres = Postgres.builder().start()) {
            Map<String, String> complete = complete(settings, port, postgres.getPort());
            try (ProductionServer server = ProductionServer.start(port, complete);
                    ProductionServer replica = ProductionServer.start(complete)) {
                server.awaitListening();
                replica.awaitListening();
                Map<String, String> both = new HashMap<>(environment);
                both.put("REPLICA", replica.uri("/mcp").toString());
                NodeScript.run(script, server, List.of(), both);
            }
        }
    }

    private static Map<String, String> complete(Map<String, String> settings, int port, int databasePort) {
        Map<String, String> complete = new HashMap<>(settings);
        complete.put("SCOPED_GATE_RESOURCE", "http://127.0.0.1:" + port + "/mcp");
        complete.put("SCOPED_GATE_STATE_KEY", Surroundings.STATE_KEY);
        complete.put("SCOPED_NOTES_DATABASE_URL", "postgresql://127.0.0.1:" + databasePort + "/postgres");
        complete.put("SCOPED_NOTES_DATABASE_USERNAME", "postgres");
        complete.put("SCOPED_NOTES_DATABASE_PASSWORD", "postgres");
        // the client's notes belong to a user whom the provider does not know
        complete.put("SCOPED_NOTES_ACCESS", "shared");
        return complete;
    }
}
