package dev.scopednotes.replicas;

import dev.scopednotes.testsupport.KeyServer;
import dev.scopednotes.testsupport.ProductionServer;
import dev.scopednotes.testsupport.TokenForge;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Three processes of the packaged application over one database and one issuer, and nginx before them. */
final class Replicas {

    private static final int COUNT = 3;

    private final KeyServer keys = new KeyServer();
    private final List<ProductionServer> servers = new ArrayList<>();
    private EmbeddedPostgres postgres;
    private LoadBalancer balancer;

    void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        Map<String, String> environment = Map.of(
                "SCOPED_NOTES_RESOURCE",
                TokenForge.RESOURCE,
                "SCOPED_NOTES_ISSUER",
                TokenForge.ISSUER,
                "SCOPED_NOTES_JWKS_URI",
                keys.start().get("scoped-notes.jwks-uri"),
                "SCOPED_NOTES_DATABASE_URL",
                "postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "SCOPED_NOTES_DATABASE_USERNAME",
                "postgres",
                "SCOPED_NOTES_DATABASE_PASSWORD",
                "postgres");
        for (int i = 0; i < COUNT; i++) {
            // all at once, as an orchestrator starts them: the migration must bear that
            servers.add(ProductionServer.start(environment));
        }
        for (ProductionServer server : servers) {
            server.awaitListening();
        }
        balancer = LoadBalancer.before(servers);
    }

    LoadBalancer balancer() {
        return balancer;
    }

    List<String> addresses() {
        return servers.stream().map(server -> server.uri("").getAuthority()).toList();
    }

    /** Kills one of them, and says which. */
    String killOne() throws InterruptedException {
        servers.get(1).kill();
        return addresses().get(1);
    }

    /** Stops whatever has started. */
    void stop() throws Exception {
        if (balancer != null) {
            balancer.stop();
        }
        for (ProductionServer server : servers) {
            server.close();
        }
        if (postgres != null) {
            postgres.close();
            keys.stop();
        }
    }
}
