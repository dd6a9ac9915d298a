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
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Two issuers of opaque tokens on loopback, each with its own endpoint, credentials and token prefix. Which tokens they were
 * shown is in system properties, because the test is loaded by another class loader.
 */
public final class OpaqueIssuers implements QuarkusTestResourceLifecycleManager {

    public static final List<String> NAMES = List.of("ory", "acme");

    private static final String PREFIX = "dev.scopedgate.test.opaque.";

    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public static String issuer(String name) {
        return "https://" + name + ".example.test";
    }

    /** A token of that issuer, which answers so. */
    public static String token(String name, JsonObject answer) {
        return name + "_" + UUID.randomUUID() + ":"
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(answer.encode().getBytes(StandardCharsets.UTF_8));
    }

    /** What that issuer says of a valid token with these scopes. */
    public static JsonObject active(String name, String scopes) {
        return IntrospectionServer.active(scopes).put("iss", issuer(name));
    }

    /** The tokens that were shown to that issuer. */
    public static List<String> shown(String name) {
        return System.getProperty(PREFIX + name + ".shown", "").lines().toList();
    }

    /** Until it is null: the status of every answer of that issuer. */
    public static void fault(String name, Integer status) {
        set(name + ".fault", status);
    }

    /** Until it is null: how long that issuer takes. */
    public static void delay(String name, Integer millis) {
        set(name + ".delay", millis);
    }

    /** From now on that issuer says of all its tokens that they are not active; or again that they are. */
    public static void revokeAll(String name, boolean revoked) {
        set(name + ".revoked", revoked ? 1 : null);
    }

    private static void set(String property, Integer value) {
        if (value == null) {
            System.clearProperty(PREFIX + property);
        } else {
            System.setProperty(PREFIX + property, value.toString());
        }
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        for (String name : NAMES) {
            String prefix = "scoped-gate.issuers." + name + ".";
            settings.put(prefix + "issuer", issuer(name));
            settings.put(prefix + "introspection.endpoint", serve(name));
            settings.put(prefix + "introspection.client-id", "gate-at-" + name);
            settings.put(prefix + "introspection.client-secret", "secret-of-" + name);
            settings.put(prefix + "introspection.token-prefix", name + "_");
        }
        return settings;
    }

    private String serve(String name) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/introspect", exchange -> introspect(name, exchange));
            server.start();
            servers.add(server);
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/introspect";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void introspect(String name, HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String token = URLDecoder.decode(form.replaceAll("^.*&?token=", ""), StandardCharsets.UTF_8);
        synchronized (OpaqueIssuers.class) {
            String shown = PREFIX + name + ".shown";
            System.setProperty(shown, System.getProperty(shown, "") + token + "\n");
        }
        try {
            Thread.sleep(Integer.getInteger(PREFIX + name + ".delay", 0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String credentials = Base64.getEncoder()
                .encodeToString(("gate-at-" + name + ":secret-of-" + name).getBytes(StandardCharsets.UTF_8));
        int fault = Integer.getInteger(PREFIX + name + ".fault", 0);
        if (fault != 0) {
            answer(exchange, fault, "{}");
        } else if (!("Basic " + credentials).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (Integer.getInteger(PREFIX + name + ".revoked", 0) == 1) {
            answer(exchange, 200, "{\"active\":false}");
        } else if (token.startsWith("eyJ")) {
            // signed: it says what the token says
            byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
            answer(
                    exchange,
                    200,
                    new JsonObject(new String(claims, StandardCharsets.UTF_8))
                            .put("active", true)
                            .encode());
        } else {
            byte[] said = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf(':') + 1));
            answer(exchange, 200, new String(said, StandardCharsets.UTF_8));
        }
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
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
