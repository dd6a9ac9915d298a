package dev.scopedgate.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Connections that begin with the same bytes and then send a few more once a second. */
final class Tricklers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<One> all = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();

    /** One connection, the answers it has received, and whether the server has closed it. */
    private static final class One {
        private final SocketChannel channel;
        private final StringBuilder answered = new StringBuilder();
        private boolean closed;

        One(URI server) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
            channel.configureBlocking(false);
        }

        synchronized void send(byte[] bytes) {
            try {
                channel.write(ByteBuffer.wrap(bytes));
            } catch (IOException e) {
                closed = true;
            }
        }

        synchronized void read() {
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            try {
                for (int n = channel.read(buffer); n != 0; n = channel.read(buffer)) {
                    if (n < 0) {
                        closed = true;
                        return;
                    }
                    answered.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
                    buffer.clear();
                }
            } catch (IOException e) {
                closed = true;
            }
        }
    }

    static Tricklers open(URI server, int count, byte[] begin) throws IOException {
        Tricklers tricklers = new Tricklers();
        for (int i = 0; i < count; i++) {
            One one = new One(server);
            tricklers.all.add(one);
            one.send(begin);
        }
        return tricklers;
    }

    /** Sends once a second until they are closed. */
    void trickle(byte[] bytes) {
        Thread thread = new Thread(() -> {
            try {
                while (!over.get()) {
                    all.forEach(one -> one.send(bytes));
                    Thread.sleep(1000);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    void sendInParts(byte[] bytes, int parts, Duration between) throws InterruptedException {
        int length = bytes.length / parts;
        for (int part = 0; part < parts; part++) {
            int to = part == parts - 1 ? bytes.length : (part + 1) * length;
            byte[] next = Arrays.copyOfRange(bytes, part * length, to);
            all.forEach(one -> one.send(next));
            Thread.sleep(between.toMillis());
        }
    }

    /** How many the server has closed, once all are closed or the time is over. */
    long closedWithin(Duration time) throws InterruptedException {
        for (Instant end = Instant.now().plus(time); ; Thread.sleep(100)) {
            all.forEach(One::read);
            long closed = all.stream().filter(one -> one.closed).count();
            if (closed == all.size() || Instant.now().isAfter(end)) {
                return closed;
            }
        }
    }

    /** How many have received that many answers, after some time. */
    long answers(int number) throws InterruptedException {
        for (Instant end = Instant.now().plus(PATIENCE); ; Thread.sleep(50)) {
            all.forEach(One::read);
            long answered = all.stream()
                    .filter(one -> one.answered.toString().split("HTTP/1.1 ", -1).length == number + 1)
                    .count();
            if (answered == all.size() || Instant.now().isAfter(end)) {
                return answered;
            }
        }
    }

    @Override
    public void close() throws IOException {
        over.set(true);
        for (One one : all) {
            one.channel.close();
        }
    }
}
