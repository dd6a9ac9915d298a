package dev.scopedgate.testsupport;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The packaged server with the heap, collector and exit on OutOfMemoryError of its pod; a test sends input while another
 * client with its own token calls.
 */
public final class ImageHeapServer implements AutoCloseable {

    /**
     * k8s/base/deployment.yaml: 768 MiB, 75 % of it heap (Dockerfile.jvm); there the JVM chooses the serial collector.
     */
    private static final String OPTIONS = "-Xmx576m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError";

    private static final Duration LONGEST_INPUT = Duration.ofSeconds(60);
    private static final Duration LONGEST_RELEASE = Duration.ofSeconds(60);
    private static final int WARM_CALLS = 500;

    private final ProductionServer server;

    private ImageHeapServer(ProductionServer server) {
        this.server = server;
    }

    /** Opens connections, sends over them, and adds those that stay open to {@code open}. */
    @FunctionalInterface
    public interface Input {
        void send(Open open) throws Exception;
    }

    /** What an input leaves open, to be closed once its memory has been measured. */
    public interface Open {
        <T extends Closeable> T keep(T resource);
    }

    /** Ready, with these settings beyond the required ones, as environment variables. */
    public static ImageHeapServer start(Surroundings surroundings, Map<String, String> settings) throws Exception {
        Map<String, String> environment = surroundings.environment(settings);
        environment.put("JAVA_TOOL_OPTIONS", OPTIONS);
        ProductionServer server = ProductionServer.ready(environment);
        try (Neighbour neighbour = new Neighbour(server)) {
            neighbour.call(WARM_CALLS);
        } catch (Exception | Error e) {
            server.close();
            throw e;
        }
        return new ImageHeapServer(server);
    }

    public ProductionServer server() {
        return server;
    }

    /**
     * Sends the input, in at most 60 s, and reports the state of the server, the answers to the other client, and the
     * memory.
     */
    public Outcome during(Input input) throws Exception {
        ConcurrentLinkedQueue<Closeable> kept = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Neighbour neighbour = new Neighbour(server)) {
            neighbour.call(1);
            long before = server.liveHeapBytes();
            List<Long> held = new ArrayList<>();
            CompletableFuture<Void> ended = new CompletableFuture<>();
            Future<List<Duration>> neighbours = threads.submit(() -> neighbour.callUntil(ended));
            Future<?> sent = threads.submit(() -> {
                input.send(new Open() {
                    @Override
                    public <T extends Closeable> T keep(T resource) {
                        kept.add(resource);
                        return resource;
                    }
                });
                return null;
            });
            awaitSent(sent, before, held);
            held.add(heldSince(before));
            neighbour.awaitCalls();
            long resident = server.isAlive() ? server.mostResidentBytes() : 0;
            close(kept);
            long left = awaitRelease(before);
            ended.complete(null);
            List<Duration> answers;
            try {
                answers = neighbours.get(30, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError("the neighbour was not served: " + e.getCause() + "\n" + tail(), e);
            }
            long most = held.stream().mapToLong(Long::longValue).max().orElse(0);
            return new Outcome(server.isAlive(), tail(), answers, most, resident, left);
        } finally {
            close(kept);
            threads.shutdownNow();
        }
    }

    /** Measures repeatedly meanwhile, because the memory of an input may be free again after it was sent. */
    private void awaitSent(Future<?> sent, long before, List<Long> held) throws Exception {
        long end = System.nanoTime() + LONGEST_INPUT.toNanos();
        while (true) {
            try {
                sent.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() > end) {
                    sent.cancel(true);
                    throw new AssertionError("the input took longer than " + LONGEST_INPUT);
                }
                held.add(heldSince(before));
            }
        }
    }

    private long heldSince(long before) throws Exception {
        try {
            return server.liveHeapBytes() - before;
        } catch (RuntimeException e) {
            if (server.awaitExit() == 0) {
                throw e;
            }
            // the server has ended: nothing to measure, and the outcome says so
            return 0;
        }
    }

    private long awaitRelease(long before) throws Exception {
        long end = System.nanoTime() + LONGEST_RELEASE.toNanos();
        long left = heldSince(before);
        while (left > Outcome.MOST_LEFT_BYTES && System.nanoTime() < end) {
            Thread.sleep(1000);
            left = heldSince(before);
        }
        return left;
    }

    private String tail() throws Exception {
        String output = server.output();
        return output.substring(Math.max(0, output.length() - 2000));
    }

    private static void close(ConcurrentLinkedQueue<Closeable> kept) {
        for (Closeable next = kept.poll(); next != null; next = kept.poll()) {
            try {
                next.close();
            } catch (IOException e) {
                // the server may have closed it before
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
