package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refuses a body above the limit, and its sender receives the answer. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class BodyLimitTest {

    private static final String FRAME = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\"%s\"}}";

    @Test
    void refusesABodyAboveTheLimitAndReadsOneAtTheLimit() {
        String token = TokenForge.bearer("notes:read");
        int room = 128 * 1024 - FRAME.length() + 2;

        assertThat(Mcp.post(token)
                        .body(FRAME.formatted("a".repeat(room)))
                        .post("/mcp")
                        .statusCode())
                .isEqualTo(200);
        assertThat(Mcp.post(token)
                        .body(FRAME.formatted("a".repeat(room + 1)))
                        .post("/mcp")
                        .statusCode())
                .isEqualTo(413);
    }

    /** Each of these clients sends the whole body before it looks for an answer. */
    @ParameterizedTest(name = "{0} MiB, token {1}")
    @CsvSource({"2, true", "20, true", "2, false", "20, false"})
    void aRefusalReachesAClientThatIsStillSending(int mebibytes, boolean authorized) {
        String token = authorized ? TokenForge.bearer("notes:read") : "not-a-token";

        assertThat(Mcp.post(token)
                        .body(FRAME.formatted("a".repeat(mebibytes * 1024 * 1024)))
                        .post("/mcp")
                        .statusCode())
                .isEqualTo(authorized ? 413 : 401);
    }
}
