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

/** The few settings of Quarkus that an operator needs; each exists in Quarkus' own configuration model. */
final class QuarkusSettings {

    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";

    private record Chosen(String property, String meaning) {}

    private static final List<Chosen> CHOSEN = List.of(
            new Chosen("quarkus.http.port", "The port for clients. 0 means another free port at each start."),
            new Chosen(
                    "quarkus.http.host",
                    "The address that this port listens on; in dev `127.0.0.1`. On loopback inside a container nobody"
                            + " reaches it."),
            new Chosen(
                    "quarkus.management.port",
                    "The port for health and metrics. Risk if reachable from outside: strangers can read them."),
            new Chosen(
                    "quarkus.management.host",
                    "The address that this port listens on; in dev `127.0.0.1`. On loopback inside a container the"
                            + " probes fail."),
            new Chosen(
                    "quarkus.http.proxy.proxy-address-forwarding",
                    "Takes the client's address for limits and audit from `X-Forwarded-For`, its first entry. Risk behind"
                            + " a proxy that appends to the header: every caller can choose its address."),
            new Chosen(
                    "quarkus.http.proxy.trusted-proxies",
                    "The addresses of the proxies whose `X-Forwarded-For` is used. Required with"
                            + " `quarkus.http.proxy.proxy-address-forwarding`. Risk if wider than your proxies: a client"
                            + " within the range can claim any address."),
            new Chosen(
                    "quarkus.datasource.reactive.max-size",
                    "How many database connections a replica opens. Risk if too large: all replicas together exceed"
                            + " `max_connections` of the database. Risk if too small: calls wait for one another."),
            new Chosen(
                    "quarkus.tls.key-store.pem.\"key-certs\".cert",
                    "The file with the certificate chain, if no proxy terminates TLS; the management port then uses TLS"
                            + " too. If it is not for the host of the resource, clients refuse to connect."),
            new Chosen(
                    "quarkus.tls.key-store.pem.\"key-certs\".key",
                    "The file with its private key. Risk if others can read it: they can pose as this server."),
            new Chosen("quarkus.http.ssl-port", "The TLS port for clients, if there is a certificate."),
            new Chosen(
                    "quarkus.http.insecure-requests",
                    "`disabled` closes the port without TLS; `redirect` ends the start. Risk if that port is open to a"
                            + " network: anyone on the path can read tokens."),
            new Chosen("quarkus.log.level", "The log level. Libraries write much at `DEBUG`. No level logs a token."),
            new Chosen("quarkus.log.console.format", "The format of a log line, where the log is not JSON."));

    private QuarkusSettings() {}

    /** Every setting of Quarkus and of the extensions on the class path, by its name. */
    static Map<String, JsonObject> known() throws IOException {
        Map<String, JsonObject> known = new HashMap<>();
        for (URL model : Collections.list(QuarkusSettings.class.getClassLoader().getResources(MODEL))) {
            try (InputStream in = model.openStream()) {
                collect(new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)), known);
            }
        }
        return known;
    }

    static List<Setting> read() throws IOException {
        Map<String, JsonObject> known = known();
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
