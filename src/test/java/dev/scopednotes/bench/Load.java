package dev.scopednotes.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final ExecutorService threads;
    private int next;

    /**
     * What some calls have cost.
     *
     * @param micros the server's CPU time for each call
     * @param callsPerSecond answered
     * @param p99Millis 99 of 100 calls were answered in this time
     */
    record Round(double micros, double callsPerSecond, double p99Millis) {

        /** How many CPUs the server used. */
        double cpus() {
            return micros * callsPerSecond / 1e6;
        }
    }

    /** The requests are sent in turn, repeatedly. */
    Load(MeasuredServer server, List<Request> requests) throws IOException {
        this(server, requests, CONNECTIONS);
    }

    Load(MeasuredServer server, Request request) throws IOException {
        this(server, List.of(request));
    }

    Load(MeasuredServer server, List<Request> requests, int connections) throws IOException {
        this.server = server;
        this.requests = requests;
        threads = Executors.newFixedThreadPool(connections);
        for (int i = 0; i < connections; i++) {
            this.connections.add(new KeptConnection(server.port()));
        }
    }

    /** Sends that many; fails on the first wrong answer. */
    Round round(int calls) throws Exception {
        int begin = next;
        next += calls;
        long[] nanos = new long[calls];
        long cpuBefore = server.cpu().toNanos();
        long before = System.nanoTime();
        List<Callable<Void>> shares = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            int offset = i;
            shares.add(() -> {
                for (int call = offset; call < calls; call += connections.size()) {
                    long sent = System.nanoTime();
                    connections.get(offset).send(requests.get((begin + call) % requests.size()));
                    nanos[call] = System.nanoTime() - sent;
                }
                return null;
            });
        }
        for (Future<Void> share : threads.invokeAll(shares)) {
            share.get();
        }
        double seconds = (System.nanoTime() - before) / 1e9;
        double micros = (server.cpu().toNanos() - cpuBefore) / 1000.0 / calls;
        Arrays.sort(nanos);
        return new Round(micros, calls / seconds, nanos[calls * 99 / 100] / 1e6);
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (KeptConnection connection : connections) {
            connection.close();
        }
    }
}
