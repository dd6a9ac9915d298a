package dev.scopednotes.replicas;

import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Three processes of the packaged application over one database and one issuer, and nginx before them. */
final class Replicas {

    private static final int COUNT = 3;

    private final List<ProductionServer> servers = new CopyOnWriteArrayList<>();
    private Surroundings surroundings;
    private Map<String, String> environment;
    private LoadBalancer balancer;

    void start() throws Exception {
        surroundings = new Surroundings();
        environment = surroundings.environment(Map.of());
        for (int i = 0; i < COUNT; i++) {
            // all at once, as an orchestrator starts them: the migration must allow that
            servers.add(ProductionServer.start(environment));
        }
        for (ProductionServer server : servers) {
            server.awaitListening();
        }
        balancer = LoadBalancer.before(servers);
    }

    /**
     * Replaces each by a new one, one after the other, as an orchestrator does: the old one is stopped once the new one
     * is ready. Returns the exit codes of the old ones.
     */
    List<Integer> restart() throws Exception {
        List<Integer> codes = new ArrayList<>();
        try (Endpoints endpoints = new Endpoints(servers, balancer)) {
            for (ProductionServer old : List.copyOf(servers)) {
                ProductionServer replacement = ProductionServer.start(environment);
                servers.add(replacement);
                replacement.awaitListening();
                endpoints.awaitServing(replacement);
                old.terminate();
                codes.add(old.awaitExit());
                servers.remove(old);
            }
        }
        return codes;
    }

    LoadBalancer balancer() {
        return balancer;
    }

    List<String> addresses() {
        return servers.stream().map(server -> server.uri("").getAuthority()).toList();
    }

    /** The number of notes of users whose names begin like this. */
    int notesFrom(String users) throws SQLException {
        return surroundings.count("note where user_id like '" + users + "%'");
    }

    /** Kills one of them and returns which. */
    String killOne() throws InterruptedException {
        ProductionServer dead = servers.get(1);
        dead.kill();
        return dead.uri("").getAuthority();
    }

    /** Kills the one at that address. */
    void kill(String address) throws InterruptedException {
        for (ProductionServer server : servers) {
            if (server.uri("").getAuthority().equals(address)) {
                server.kill();
            }
        }
    }

    /** Stops everything that has started. */
    void stop() throws Exception {
        if (balancer != null) {
            balancer.stop();
        }
        for (ProductionServer server : servers) {
            server.close();
        }
        if (surroundings != null) {
            surroundings.close();
        }
    }
}
