package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopedgate.testsupport.TokenForge;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Where the events of the packaged application go, and in which form, is what the operator's log settings say. */
@Execution(ExecutionMode.CONCURRENT)
class AuditLogIT {

    private static final String ISSUER = "https://id.example.com/realms/acme-corporation";
    private static final String SUBJECT = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    private static final String CLIENT = "https://assistant.example.com/oauth/client.json";
    private static final int MAX_BYTES = 600;

    private static Surroundings surroundings;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        surroundings = new Surroundings();
    }

    @AfterAll
    static void stop() throws Exception {
        surroundings.close();
    }

    private static ProductionServer ready(Map<String, String> settings) throws Exception {
        Map<String, String> environment = surroundings.environment(ProductionServer.QUICK_START);
        environment.put("SCOPED_GATE_ISSUER", ISSUER);
        environment.putAll(settings);
        return ProductionServer.ready(environment);
    }

    /** One call that is allowed and one that is denied. */
    private static void call(ProductionServer server) {
        call(server, "read_notes", 200);
        call(server, "add_note", 403);
    }

    private static void call(ProductionServer server, String tool, int status) {
        String token = TokenForge.token("notes:read admin:notes")
                .claim("iss", ISSUER)
                .subject(SUBJECT)
                .claim("client_id", CLIENT)
                .claim("ring", "inner")
                .sign();
        String call = Mcp.body(
                "3f0e2c1a", "tools/call", Map.of("name", tool, "arguments", Map.of("user_id", "ray", "note", "x")));
        assertThat(Mcp.post(token).body(call).post(server.uri("/mcp")).statusCode())
                .isEqualTo(status);
    }

    private static List<String> lines(Path log, String containing) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(containing)).toList();
        }
    }

    /** The events of both calls, once they are there. */
    private static List<JsonObject> events(Path log) {
        await().until(() -> lines(log, "\"scoped-gate.audit\"").size() == 2);
        try {
            return lines(log, "\"scoped-gate.audit\"").stream()
                    .map(JsonObject::new)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertFields(List<JsonObject> events) {
        assertThat(events)
                .extracting(event -> event.getJsonObject("mdc").getString("decision"))
                .containsExactly("allowed", "denied");
        assertThat(events)
                .extracting(event -> event.getJsonObject("mdc").getString("subject"))
                .containsOnly(SUBJECT);
    }

    private static void assertText(Path log) {
        await().until(() -> lines(log, "decision=").size() == 2);
        assertThat(log).content().contains("decision=allowed tool=read_notes", "decision=denied tool=add_note");
    }

    @Test
    void anEventOfAnAllowedCallIsShortAndHasEachFieldOnce() throws Exception {
        try (ProductionServer server = ready(Map.of())) {
            call(server);
            assertFields(events(server.log()));

            String line = lines(server.log(), "\"scoped-gate.audit\"").get(0);
            assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(MAX_BYTES);
            for (Map.Entry<String, Object> field : new JsonObject(line).getJsonObject("mdc")) {
                assertThat(line).containsOnlyOnce("\"" + field.getKey() + "\":");
                assertThat(line).containsOnlyOnce("\"" + field.getValue() + "\"");
            }
            assertThat(line).doesNotContain("\"time\":");
        }
    }

    @Test
    void theOptionsOfQuarkusForTheConsoleAndForSyslogHold() throws Exception {
        try (DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            syslog.setSoTimeout(60_000);
            Map<String, String> settings = new HashMap<>(Map.of(
                    "QUARKUS_LOG_CONSOLE_JSON_KEY_OVERRIDES",
                    "timestamp=@timestamp,level=severity",
                    "QUARKUS_LOG_CONSOLE_JSON_ZONE_ID",
                    "Asia/Tokyo",
                    "QUARKUS_LOG_CONSOLE_JSON_ADDITIONAL_FIELD__REPLICA__VALUE",
                    "a1",
                    "QUARKUS_LOG_FILE_ENABLED",
                    "true",
                    "QUARKUS_LOG_FILE_PATH",
                    directory.resolve("text.log").toString(),
                    "QUARKUS_LOG_FILE_JSON_ENABLED",
                    "false",
                    "QUARKUS_LOG_SYSLOG_ENABLED",
                    "true",
                    "QUARKUS_LOG_SYSLOG_PROTOCOL",
                    "udp",
                    "QUARKUS_LOG_SYSLOG_ENDPOINT",
                    "127.0.0.1:" + syslog.getLocalPort()));
            settings.put("QUARKUS_LOG_CONSOLE_ASYNC_ENABLED", "true");
            try (ProductionServer server = ready(settings)) {
                call(server);

                List<JsonObject> events = events(server.log());
                assertFields(events);
                assertThat(events).allSatisfy(event -> {
                    assertThat(event.getString("@timestamp")).endsWith("+09:00");
                    assertThat(event.getString("severity")).isEqualTo("INFO");
                    assertThat(event.getString("replica")).isEqualTo("a1");
                });
                // other entries have what they had
                assertThat(lines(server.log(), "Listening on"))
                        .singleElement()
                        .asString()
                        .contains("threadName", "\"replica\":\"a1\"");
                assertText(directory.resolve("text.log"));
                assertFields(datagrams(syslog));
            }
        }
    }

    /** Each event is a message of its own. */
    private static List<JsonObject> datagrams(DatagramSocket syslog) throws IOException {
        List<JsonObject> events = new ArrayList<>();
        while (events.size() < 2) {
            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            syslog.receive(packet);
            String message = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (message.contains("\"scoped-gate.audit\"")) {
                events.add(new JsonObject(message.substring(message.indexOf('{'))));
            }
        }
        return events;
    }

    @Test
    void theConsoleMayBeTextWhileAFileIsJson() throws Exception {
        Map<String, String> settings = Map.of(
                "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
                "false",
                "QUARKUS_LOG_FILE_ENABLED",
                "true",
                "QUARKUS_LOG_FILE_PATH",
                directory.resolve("json.log").toString());
        try (ProductionServer server = ready(settings)) {
            call(server);

            assertText(server.log());
            assertFields(events(directory.resolve("json.log")));
        }
    }

    /** With the names of the Elastic Common Schema. */
    @Test
    void theCategoryMayHaveAFileOfItsOwn() throws Exception {
        Path file = directory.resolve("audit.log");
        Path settings = Files.writeString(directory.resolve("settings.properties"), """
                quarkus.log.handler.file.audit.enabled=true
                quarkus.log.handler.file.audit.path=%s
                quarkus.log.category."scoped-gate.audit".handlers=audit
                quarkus.log.category."scoped-gate.audit".use-parent-handlers=false
                scoped-gate.audit.format=ecs
                """.formatted(file));
        try (ProductionServer server = ready(Map.of("SMALLRYE_CONFIG_LOCATIONS", settings.toString()))) {
            call(server);

            assertThat(events(file))
                    .extracting(event -> event.getString("@timestamp").isEmpty()
                            + event.getString("log.logger")
                            + event.getString("scoped_gate.decision")
                            + event.getString("event.action")
                            + event.getString("user.id"))
                    .containsExactly(
                            "falsescoped-gate.auditallowedread_notes" + SUBJECT,
                            "falsescoped-gate.auditdeniedadd_note" + SUBJECT);
            assertThat(lines(server.log(), SUBJECT)).isEmpty();
        }
    }

    @Test
    void theCategoryMayBeOff() throws Exception {
        Path settings = Files.writeString(
                directory.resolve("settings.properties"), "quarkus.log.category.\"scoped-gate.audit\".level=OFF");
        try (ProductionServer server = ready(Map.of("SMALLRYE_CONFIG_LOCATIONS", settings.toString()))) {
            call(server);
            server.terminate();
            server.awaitExit();

            assertThat(lines(server.log(), SUBJECT)).isEmpty();
            assertThat(lines(server.log(), "Listening on")).isNotEmpty();
        }
    }
}
