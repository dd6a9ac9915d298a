package dev.scopedgate.testsupport;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A collector on loopback that receives OTLP over HTTP and keeps it, for the test's field {@code exported}. The
 * application is configured with its address; with the argument {@code sdk=on} tracing is on.
 */
public final class OtlpReceiver implements QuarkusTestResourceLifecycleManager {

    private final List<byte[]> exported = new CopyOnWriteArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private HttpServer server;

    @Override
    public void init(Map<String, String> arguments) {
        if ("on".equals(arguments.get("sdk"))) {
            settings.put("quarkus.otel.sdk.disabled", "false");
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            exported.add(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        settings.put(
                "quarkus.otel.exporter.otlp.endpoint",
                "http://127.0.0.1:" + server.getAddress().getPort());
        settings.put("quarkus.otel.exporter.otlp.protocol", "http/protobuf");
        settings.put("quarkus.otel.bsp.schedule.delay", "100ms");
        return settings;
    }

    @Override
    public void inject(TestInjector test) {
        test.injectIntoFields(exported, field -> "exported".equals(field.getName()));
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
