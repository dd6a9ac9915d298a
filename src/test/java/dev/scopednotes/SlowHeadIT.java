package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopedgate.testsupport.TokenForge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A slow head is also closed where Vert.x knows from the start that it is HTTP/1, as behind TLS. */
@Execution(ExecutionMode.CONCURRENT)
class SlowHeadIT {

    private static final byte[] PING =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.US_ASCII);

    private static Surroundings surroundings;
    private static ProductionServer server;

    @BeforeAll
    static void start() throws Exception {
        surroundings = new Surroundings();
        server = ProductionServer.ready(surroundings.environment(
                Map.of("QUARKUS_HTTP_HTTP2", "false", "SCOPED_GATE_PERIMETER_MAX_HEAD_TIME", "2s")));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        surroundings.close();
    }

    @Test
    void closesAConnectionWhoseHeadArrivesTooSlowly() throws Exception {
        try (KeptAlive connection = new KeptAlive(server.uri("/"))) {
            assertThatThrownBy(() -> {
                        for (int sent = 0; sent < 100; sent++) {
                            connection.send(new byte[] {'G'});
                            Thread.sleep(100);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void keepsAConnectionWithACompleteRequest() throws Exception {
        String token = TokenForge.bearer("notes:read");
        try (KeptAlive connection = new KeptAlive(server.uri("/"))) {
            connection.send(KeptAlive.post(token, PING));
            assertThat(connection.read().status()).isEqualTo(200);
            Thread.sleep(4000);
            connection.send(KeptAlive.post(token, PING));
            assertThat(connection.read().status()).isEqualTo(200);
        }
    }
}
