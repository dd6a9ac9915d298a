package dev.scopedgate.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A well-behaved client with its own token, subject, address and connection, which calls twenty times a second. */
final class Neighbour implements AutoCloseable {

    private static final byte[] LIST =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}".getBytes(StandardCharsets.US_ASCII);

    private final String token = TokenForge.token("notes:read")
            .subject("neighbour")
            .time("exp", 3600)
            .sign();
    private final KeptAlive connection;
    private final CountDownLatch enough = new CountDownLatch(50);

    Neighbour(ProductionServer server) throws IOException {
        connection = new KeptAlive(server.uri("/"), "127.0.0.2");
    }

    /** That many calls, one after the other. */
    void call(int calls) throws IOException {
        for (int i = 0; i < calls; i++) {
            connection.send(KeptAlive.post(token, LIST));
            assertThat(connection.read().status()).isEqualTo(200);
        }
    }

    /** How long each call took until then; fails with the first that is not answered 200 within ten seconds. */
    List<Duration> callUntil(CompletableFuture<Void> end) throws Exception {
        List<Duration> taken = new ArrayList<>();
        try {
            while (!end.isDone()) {
                long start = System.nanoTime();
                call(1);
                taken.add(Duration.ofNanos(System.nanoTime() - start));
                enough.countDown();
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return taken;
        } finally {
            while (enough.getCount() > 0) {
                enough.countDown();
            }
        }
    }

    /** Waits until there are enough calls for a share of them to be meaningful, or no more are made. */
    void awaitCalls() throws InterruptedException {
        enough.await(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
