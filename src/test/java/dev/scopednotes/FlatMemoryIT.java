package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopedgate.testsupport.TokenForge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged application's memory does not grow with the number of calls, whatever callers invent for each. */
@Isolated
class FlatMemoryIT {

    private static final int WARM = 20_000;
    private static final int CALLS = 200_000;
    private static final int AT_ONCE = 50;

    /** Pools and compiled code may grow a little; a hundred bytes kept for each call would be four times as much. */
    private static final long BOUND = 5_000_000;

    private static final Map<String, List<String>> CALLS_OF_A_KIND = Map.of(
            "initialize", List.of("""
                    {"jsonrpc":"2.0","id":%1$d,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
                    "capabilities":{},"clientInfo":{"name":"client-%1$d","version":"1"}}}"""),
            "malformed",
                    List.of(
                            "{\"jsonrpc\":\"2.0\",\"id\":\"%d\"",
                            "[{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"ping\"}]",
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":%d,\"method\":\"ping\"}",
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"method-%d\"}",
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":%d}}",
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"tool-%d\"}}",
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"u:%d\"}}"));

    private static Surroundings surroundings;
    private static ProductionServer server;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        surroundings = new Surroundings();
        server = ProductionServer.ready(
                surroundings.environment(Map.of("SCOPED_GATE_LIMITS_CALLS_PER_SUBJECT", "1000000000")));
        token = TokenForge.token("notes:read").time("exp", 3600).sign();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        surroundings.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"initialize", "malformed"})
    void staysFlatOver200000Calls(String kind) throws Exception {
        try (KeptAlive connection = new KeptAlive(server.uri("/"))) {
            send(connection, kind, 0, WARM);
            long warm = server.liveHeapBytes();

            send(connection, kind, WARM, CALLS);

            assertThat(server.liveHeapBytes() - warm).isLessThan(BOUND);
        }
    }

    private static void send(KeptAlive connection, String kind, int from, int to) throws IOException {
        List<String> bodies = CALLS_OF_A_KIND.get(kind);
        Set<Integer> statuses = "initialize".equals(kind) ? Set.of(200) : Set.of(200, 400);
        for (int first = from; first < to; first += AT_ONCE) {
            ByteArrayOutputStream requests = new ByteArrayOutputStream();
            for (int call = first; call < first + AT_ONCE; call++) {
                String body = bodies.get(call % bodies.size()).formatted(call);
                requests.writeBytes(KeptAlive.post(token, body.getBytes(StandardCharsets.US_ASCII)));
            }
            connection.send(requests.toByteArray());
            for (int call = 0; call < AT_ONCE; call++) {
                KeptAlive.Answer answer = connection.read();
                assertThat(answer.status()).as(answer.text()).isIn(statuses);
            }
        }
    }
}
