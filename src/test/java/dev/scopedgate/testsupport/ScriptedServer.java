package dev.scopedgate.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that answers each path as configured, otherwise 404, and counts the requests. */
public final class ScriptedServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> visits = new ConcurrentHashMap<>();

    /** The answer to a path, and its delay; with a length or in chunks. */
    public record Answer(int status, String body, Map<String, List<String>> headers, Duration after, boolean chunked) {

        public static Answer of(String body) {
            return new Answer(200, body, Map.of(), Duration.ZERO, false);
        }

        public static Answer status(int status) {
            return new Answer(status, "", Map.of(), Duration.ZERO, false);
        }

        public static Answer redirect(String location) {
            return new Answer(302, "", Map.of("Location", List.of(location)), Duration.ZERO, false);
        }

        public Answer header(String name, String... lines) {
            return new Answer(status, body, Map.of(name, List.of(lines)), after, chunked);
        }

        public Answer after(Duration time) {
            return new Answer(status, body, headers, time, chunked);
        }

        public Answer inChunks() {
            return new Answer(status, body, headers, after, true);
        }
    }

    public ScriptedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Sets the answer of that path. */
    public void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** How often that path was requested. */
    public int visits(String path) {
        return visits.getOrDefault(path, new AtomicInteger()).get();
    }

    /** How often any path was requested. */
    public int visits() {
        return visits.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Answer answer = answers.getOrDefault(path, Answer.status(404));
        // afterwards: a test that sees the visit may change the next answer, and not this one
        visits.computeIfAbsent(path, unseen -> new AtomicInteger()).incrementAndGet();
        try {
            Thread.sleep(answer.after.toMillis());
        } catch (InterruptedException e) {
            exchange.close();
            return;
        }
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().putAll(answer.headers);
        exchange.sendResponseHeaders(answer.status, answer.chunked ? 0 : body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
