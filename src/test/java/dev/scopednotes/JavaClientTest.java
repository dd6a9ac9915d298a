package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scopedgate.fixture.FixtureTools;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.TokenForge;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.client.transport.customizer.McpHttpClientTransportAuthorizationErrorHandler;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The client of the MCP Java SDK against this server, a 403 included. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class JavaClientTest {

    private static final Pattern SCOPE = Pattern.compile("error=\"insufficient_scope\", scope=\"([^\"]+)\"");

    @TestHTTPResource("/")
    URI server;

    private final AtomicReference<String> token = new AtomicReference<>(TokenForge.bearer("notes:read"));
    private final List<Integer> refused = new ArrayList<>();
    private final String user = "java-" + UUID.randomUUID();

    @Test
    void connectsListsToolsAndReads() {
        try (McpSyncClient client = client(answer -> false)) {
            assertThat(client.initialize().serverInfo().name()).isEqualTo("scoped-notes");
            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .filteredOn(name -> !name.startsWith(FixtureTools.PREFIX))
                    .containsExactly("add_note", "admin_purge", "read_notes");
            assertThat(notes(client)).isEmpty();
        }
    }

    @Test
    void aDeniedCallNamesTheRequiredScope() {
        try (McpSyncClient client = client(answer -> false)) {
            var denied = catchThrowableOfType(McpHttpClientTransportAuthorizationException.class, () -> add(client));

            assertThat(denied.getResponseInfo().statusCode()).isEqualTo(403);
            assertThat(denied.getResponseInfo().headers().allValues("WWW-Authenticate"))
                    .singleElement()
                    .asString()
                    .contains("error=\"insufficient_scope\", scope=\"notes:read notes:write\"");
            assertThat(notes(client)).isEmpty();
        }
    }

    @Test
    void stepsUpWithTheScopesOfTheChallenge() {
        try (McpSyncClient client = client(this::stepUp)) {
            assertThat(add(client).isError()).isNotEqualTo(Boolean.TRUE);
            assertThat(refused).containsExactly(403);
            assertThat(notes(client)).hasSize(1);
        }
    }

    @Test
    void stopsAfterAStepUpWithoutNewScopes() {
        try (McpSyncClient client = client(answer -> true)) {
            assertThatThrownBy(() -> add(client)).isInstanceOf(McpHttpClientTransportAuthorizationException.class);
            assertThat(refused).containsExactly(403);
            assertThat(notes(client)).isEmpty();
        }
    }

    private boolean stepUp(ResponseInfo answer) {
        Matcher asked =
                SCOPE.matcher(answer.headers().firstValue("WWW-Authenticate").orElseThrow());
        assertThat(asked.find()).isTrue();
        token.set(TokenForge.bearer(asked.group(1)));
        return true;
    }

    private interface Reaction {
        boolean tryAgain(ResponseInfo answer);
    }

    private McpSyncClient client(Reaction reaction) {
        var transport = HttpClientStreamableHttpTransport.builder(server.toString())
                .addHttpRequestCustomizer((request, method, uri, body, context) ->
                        request.setHeader("Authorization", "Bearer " + token.get()))
                .authorizationErrorHandler(
                        McpHttpClientTransportAuthorizationErrorHandler.fromSync((sent, answer, context) -> {
                            refused.add(answer.statusCode());
                            return reaction.tryAgain(answer);
                        }))
                .build();
        return McpClient.sync(transport).build();
    }

    private CallToolResult add(McpSyncClient client) {
        return client.callTool(CallToolRequest.builder("add_note")
                .arguments(Map.of("user_id", user, "note", "from Java"))
                .build());
    }

    private List<?> notes(McpSyncClient client) {
        var result = client.callTool(CallToolRequest.builder("read_notes")
                .arguments(Map.of("user_id", user))
                .build());
        return (List<?>) ((Map<?, ?>) result.structuredContent()).get("notes");
    }
}
