package dev.scopedgate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.oauth.token.OpaqueTokensTest;
import dev.scopedgate.testsupport.IntrospectionServer;
import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A caller that disconnects while its token is verified no longer counts: the next call is served. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@QuarkusTestResource(value = IntrospectionServer.class, restrictToAnnotatedClass = true)
@TestProfile(OpaqueTokensTest.ExactClocks.class)
class AbandonedCallsTest {

    private static final byte[] PING =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.US_ASCII);

    @TestHTTPResource("/")
    URI server;

    @AfterEach
    void quick() {
        IntrospectionServer.delay(0);
    }

    @Test
    void aDisconnectedCallNoLongerCounts() throws Exception {
        String token = IntrospectionServer.token(IntrospectionServer.active("notes:read"));
        IntrospectionServer.delay(1500);
        List<KeptAlive> leaving = new ArrayList<>();
        for (int caller = 0; caller < 6; caller++) {
            KeptAlive connection = new KeptAlive(server);
            connection.send(KeptAlive.post(token, PING));
            leaving.add(connection);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> IntrospectionServer.asked() > 0);
        for (KeptAlive connection : leaving) {
            connection.close();
        }
        Thread.sleep(3000);
        IntrospectionServer.delay(0);

        assertThat(Mcp.post(token)
                        .body(Mcp.body(1, "ping", Map.of()))
                        .post("/mcp")
                        .statusCode())
                .isEqualTo(200);
    }
}
