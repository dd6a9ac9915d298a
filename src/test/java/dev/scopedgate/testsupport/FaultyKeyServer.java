package dev.scopedgate.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A real issuer on loopback, found by discovery, whose JWKS and faults a test sets; at first it answers 500 to
 * everything. Its state is in system properties, because the test is loaded by another class loader.
 */
public final class FaultyKeyServer implements QuarkusTestResourceLifecycleManager {

    private static final String PREFIX = "dev.scopednotes.test.faulty.";
    private static final String JWKS = PREFIX + "jwks";
    private static final String DELAY = PREFIX + "delay";
    private static final String FETCHES = PREFIX + "fetches";
    private static final String ISSUER = PREFIX + "issuer";

    private HttpServer server;
    private ExecutorService threads;

    /** From now on the issuer answers at once with this JWKS. */
    public static void serve(String jwks) {
        serveSlowly(jwks, 0);
    }

    /** From now on the issuer answers after that many milliseconds. */
    public static void serveSlowly(String jwks, long delayMillis) {
        System.setProperty(DELAY, Long.toString(delayMillis));
        System.setProperty(JWKS, jwks);
    }

    /** From now on the issuer answers 500. */
    public static void fail() {
        System.clearProperty(JWKS);
    }

    /** How often the JWKS was requested. */
    public static int fetches() {
        return Integer.getInteger(FETCHES, 0);
    }

    /** A token of this issuer. */
    public static TokenForge token() {
        return TokenForge.token("notes:read").claim("iss", System.getProperty(ISSUER));
    }

    @Override
    public Map<String, String> start() {
        fail();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        String origin = "http://127.0.0.1:" + server.getAddress().getPort();
        System.setProperty(ISSUER, origin);
        server.createContext("/jwks", exchange -> {
            System.setProperty(FETCHES, Integer.toString(fetches() + 1));
            answer(exchange, System.getProperty(JWKS));
        });
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(
                        exchange,
                        System.getProperty(JWKS) == null
                                ? null
                                : "{\"issuer\":\"" + origin + "\",\"jwks_uri\":\"" + origin + "/jwks\"}"));
        server.start();
        return Map.of("scoped-gate.issuer", origin);
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        try {
            Thread.sleep(Long.getLong(DELAY, 0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(body == null ? 500 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }
}
