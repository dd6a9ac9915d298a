package dev.scopedgate.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.mcp.CompletionTest.WithFurtherFeatures;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A stream has the messages of its own request and ends with its response (MCP 2026-07-28, receiving messages). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(WithFurtherFeatures.class)
class ModernStreamsTest {

    @Test
    void aStreamHasOnlyTheMessagesOfItsRequestAndEndsWithItsResponse() {
        String token = TokenForge.bearer("notes:read");
        List<CompletableFuture<List<JsonObject>>> streams = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> messages(token, "token-" + i)))
                .toList();

        for (int i = 0; i < streams.size(); i++) {
            List<JsonObject> messages = streams.get(i).join();
            JsonObject last = messages.get(messages.size() - 1);
            assertThat(last.getValue("id")).isEqualTo("token-" + i);
            assertThat(last.containsKey("result")).isTrue();
            List<JsonObject> before = messages.subList(0, messages.size() - 1);
            assertThat(before).hasSizeGreaterThan(3).allMatch(message -> !message.containsKey("id"));
            assertThat(before)
                    .extracting(message -> message.getString("method"))
                    .containsOnly("notifications/progress", "notifications/message");
            assertThat(before)
                    .filteredOn(message -> message.getString("method").endsWith("progress"))
                    .extracting(message -> message.getJsonObject("params").getString("progressToken"))
                    .containsOnly("token-" + i);
        }
    }

    private static List<JsonObject> messages(String token, String name) {
        return Modern.call("back_and_forth", Map.of())
                .id(name)
                .meta("progressToken", name)
                .meta("io.modelcontextprotocol/logLevel", "debug")
                .send(token)
                .asString()
                .lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> new JsonObject(line.substring("data:".length())))
                .toList();
    }
}
