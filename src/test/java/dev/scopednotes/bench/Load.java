package dev.scopednotes.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends requests to one server over a few keep-alive connections, sequentially on each, and measures their cost. */
final class Load implements AutoCloseable {

    private static final int CONNECTIONS = 8;

    private final MeasuredServer server;
    private final List<Request> requests;
    private final List<KeptConnection> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private int next;

    /** The requests are sent in turn, repeatedly. */
    Load(MeasuredServer server, List<Request> requests) throws IOException {
        this.server = server;
        this.requests = requests;
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(new KeptConnection(server.port()));
        }
    }

    Load(MeasuredServer server, Request request) throws IOException {
        this(server, List.of(request));
    }

    /**
     * Sends that many, and returns the server's CPU time for each, in microseconds; fails on the first wrong status.
     */
    double microsPerCall(int calls) throws Exception {
        int begin = next;
        next += calls;
        long before = server.cpu().toNanos();
        List<Callable<Void>> shares = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int offset = i;
            shares.add(() -> {
                for (int call = begin + offset; call < begin + calls; call += CONNECTIONS) {
                    connections.get(offset).send(requests.get(call % requests.size()));
                }
                return null;
            });
        }
        for (Future<Void> share : threads.invokeAll(shares)) {
            share.get();
        }
        return (server.cpu().toNanos() - before) / 1000.0 / calls;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (KeptConnection connection : connections) {
            connection.close();
        }
    }
}
