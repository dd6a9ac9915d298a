package dev.scopedgate.testsupport;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A real HTTP server on loopback that publishes the JWKS of the tests' issuer. */
public final class KeyServer implements QuarkusTestResourceLifecycleManager {

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        publish("/jwks", SigningKeys.jwks());
        publish("/next-jwks", SigningKeys.nextJwks());
        server.start();
        String origin = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("scoped-gate.jwks-uri", origin + "/jwks", "test.next-jwks-uri", origin + "/next-jwks");
    }

    private void publish(String path, String jwks) {
        server.createContext(path, exchange -> {
            byte[] body = jwks.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
