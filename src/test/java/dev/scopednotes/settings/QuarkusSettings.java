package dev.scopednotes.settings;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The few settings of Quarkus that are an operator's, in our words; that they exist, Quarkus' own documentation says. */
final class QuarkusSettings {

    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";

    private record Chosen(String property, String meaning) {}

    private static final List<Chosen> CHOSEN = List.of(
            new Chosen("quarkus.http.port", "Where clients connect. 0, and it is another port at each start."),
            new Chosen(
                    "quarkus.http.host",
                    "The address to listen on; in dev `127.0.0.1`. Loopback in a container, and nobody reaches it."),
            new Chosen(
                    "quarkus.management.port",
                    "Health and metrics, for the operator. Reachable from outside, and strangers read how the server fares."),
            new Chosen(
                    "quarkus.management.host",
                    "The address for these; in dev `127.0.0.1`. Loopback in a container, and its probes fail."),
            new Chosen(
                    "quarkus.http.proxy.proxy-address-forwarding",
                    "Takes the client's address from X-Forwarded-For, for limits and audit; the first entry. From a proxy"
                            + " that appends to what it was sent, and everybody names an address of their choice."),
            new Chosen(
                    "quarkus.http.proxy.trusted-proxies",
                    "From which addresses that header is taken; required with it. Wider than your proxies, and whoever is"
                            + " within names an address of their choice."),
            new Chosen(
                    "quarkus.datasource.reactive.max-size",
                    "How many connections to the database a replica opens. More, and all replicas together exceed its"
                            + " max_connections; fewer, and calls wait for one another."),
            new Chosen(
                    "quarkus.tls.key-store.pem.\"key-certs\".cert",
                    "The file with the certificate chain, where no proxy ends TLS; the management port speaks TLS then too. Not"
                            + " for the resource's host, and clients refuse to connect."),
            new Chosen(
                    "quarkus.tls.key-store.pem.\"key-certs\".key",
                    "The file with its private key. Read by others, and they are this server to its clients."),
            new Chosen("quarkus.http.ssl-port", "Where clients connect by TLS, once there is a certificate."),
            new Chosen(
                    "quarkus.http.insecure-requests",
                    "`disabled` closes the port without TLS. Open to a network, and who is on the path reads tokens."),
            new Chosen(
                    "quarkus.log.level",
                    "What is logged. `DEBUG`, and libraries write much; a token stands in no log at any level."),
            new Chosen(
                    "quarkus.log.console.format", "How a line of the log looks. Wrong, and nobody's parser reads it."));

    private QuarkusSettings() {}

    static List<Setting> read() throws IOException {
        Map<String, JsonObject> known = new HashMap<>();
        for (URL model : Collections.list(QuarkusSettings.class.getClassLoader().getResources(MODEL))) {
            try (InputStream in = model.openStream()) {
                collect(new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)), known);
            }
        }
        Properties ours = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            ours.load(in);
        }
        return CHOSEN.stream()
                .map(chosen -> {
                    JsonObject item = known.get(chosen.property);
                    if (item == null || !"RUN_TIME".equals(item.getString("phase"))) {
                        throw new IllegalStateException(chosen.property + " is not set when Quarkus starts: a typo?");
                    }
                    String preset = Optional.ofNullable(ours.getProperty(chosen.property))
                            .or(() -> Optional.ofNullable(item.getString("defaultValue")))
                            .map(value -> value.startsWith("%") || !value.contains(" ") ? "`" + value + "`" : value)
                            .orElse("");
                    String property = chosen.property.replaceAll("\"[^\"]*\"", "<name>");
                    return new Setting("", property, values(item), preset, chosen.meaning);
                })
                .toList();
    }

    private static String values(JsonObject item) {
        return switch (item.getString("typeDescription")) {
            case "int" -> "number";
            case "boolean" -> "`true` or `false`";
            case "TrustedProxyCheckPart" -> "list, by commas";
            case "InsecureRequests" -> "`enabled`, `redirect` or `disabled`";
            case "Level" -> "`ERROR`, `WARN`, `INFO` or `DEBUG`";
            default -> "text";
        };
    }

    private static void collect(Object json, Map<String, JsonObject> known) {
        if (json instanceof JsonObject object) {
            if (object.getValue("path") instanceof JsonObject path && path.containsKey("environmentVariable")) {
                known.put(path.getString("property"), object);
            }
            object.forEach(member -> collect(member.getValue(), known));
        } else if (json instanceof JsonArray array) {
            array.forEach(element -> collect(element, known));
        }
    }
}
