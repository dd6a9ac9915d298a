package dev.scopedgate.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An issuer of opaque tokens on loopback, with an introspection endpoint that requires credentials; a test chooses the
 * answer for each token. Its state is in system properties, because the test is loaded by another class loader.
 */
public final class IntrospectionServer implements QuarkusTestResourceLifecycleManager {

    public static final String ISSUER = "https://opaque.example.test";

    private static final String PREFIX = "dev.scopednotes.test.introspection.";
    private static final String FAULT = PREFIX + "fault";
    private static final String DELAY = PREFIX + "delay";
    private static final String ASKED = PREFIX + "asked";
    private static final String CLIENT_ID = "notes:server";
    private static final String CLIENT_SECRET = "s3cret/+ %$$x${scoped-gate.issuer}\\$";

    private HttpServer server;
    private ExecutorService threads;

    /** A token, with colons, for which the issuer gives this answer. */
    public static String token(JsonObject answer) {
        return "mich:" + UUID.randomUUID() + ":"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(answer.encode().getBytes(StandardCharsets.UTF_8));
    }

    /** The answer for a valid token. */
    public static JsonObject active(String scopes) {
        return new JsonObject()
                .put("active", true)
                .put("iss", ISSUER)
                .put("aud", TokenForge.RESOURCE)
                .put("exp", System.currentTimeMillis() / 1000 + 300)
                .put("sub", "mich")
                .put("client_id", "worker")
                .put("scope", scopes);
    }

    /** From now on each answer takes that many milliseconds. */
    public static void delay(long millis) {
        System.setProperty(DELAY, Long.toString(millis));
    }

    /** From now on every answer has this status and body; null for the right one. */
    public static void fault(Integer status, String body) {
        if (status == null) {
            System.clearProperty(FAULT);
        } else {
            System.setProperty(FAULT, status + " " + body);
        }
    }

    /** How often the endpoint was asked. */
    public static int asked() {
        return Integer.getInteger(ASKED, 0);
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/introspect", IntrospectionServer::introspect);
        server.start();
        return Map.of(
                "scoped-gate.issuers.opaque.issuer", ISSUER,
                "scoped-gate.issuers.opaque.introspection.endpoint",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/introspect",
                "scoped-gate.issuers.opaque.introspection.client-id", CLIENT_ID,
                "scoped-gate.issuers.opaque.introspection.client-secret", CLIENT_SECRET);
    }

    private static void introspect(HttpExchange exchange) throws IOException {
        synchronized (IntrospectionServer.class) {
            System.setProperty(ASKED, Integer.toString(asked() + 1));
        }
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            Thread.sleep(Long.getLong(DELAY, 0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String fault = System.getProperty(FAULT);
        if (fault != null) {
            answer(exchange, Integer.parseInt(fault.split(" ", 2)[0]), fault.split(" ", 2)[1]);
        } else if (!isOurClient(exchange) || !"POST".equals(exchange.getRequestMethod())) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else {
            String token = URLDecoder.decode(form.replaceAll("^.*&?token=", ""), StandardCharsets.UTF_8);
            byte[] said = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf(':') + 1));
            answer(exchange, 200, new String(said, StandardCharsets.UTF_8));
        }
    }

    private static boolean isOurClient(HttpExchange exchange) {
        String[] basic = exchange.getRequestHeaders().getFirst("Authorization").split(" ");
        String[] pair = new String(Base64.getDecoder().decode(basic[1]), StandardCharsets.UTF_8).split(":");
        return "Basic".equals(basic[0])
                && pair.length == 2
                && CLIENT_ID.equals(URLDecoder.decode(pair[0], StandardCharsets.UTF_8))
                && CLIENT_SECRET.equals(URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }
}
