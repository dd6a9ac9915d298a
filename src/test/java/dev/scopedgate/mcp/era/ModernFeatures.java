package dev.scopedgate.mcp.era;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scopedgate.gate.Scoped;
import io.quarkiverse.mcp.server.Cancellation;
import io.quarkiverse.mcp.server.InputSchemaGenerator;
import io.quarkiverse.mcp.server.McpException;
import io.quarkiverse.mcp.server.McpLog;
import io.quarkiverse.mcp.server.MetaKey;
import io.quarkiverse.mcp.server.Progress;
import io.quarkiverse.mcp.server.Resource;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.Tool.InputSchema;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.arc.properties.IfBuildProperty;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Features for tests of MCP 2026-07-28; in no other application. */
@Singleton
@IfBuildProperty(name = "test.further-features", stringValue = "true")
public class ModernFeatures {

    @Inject
    Inner inner;

    static final AtomicInteger RUNS = new AtomicInteger();
    static volatile CountDownLatch begun = new CountDownLatch(1);
    static volatile CountDownLatch cancelled = new CountDownLatch(1);

    /** Ends a call of until_cancelled that nobody cancels. */
    static volatile CountDownLatch ended = new CountDownLatch(1);

    @Scoped("notes:read")
    @Tool(
            name = "route",
            description = "Repeats its region",
            inputSchema = @InputSchema(generator = RegionSchema.class))
    String route(String region) {
        RUNS.incrementAndGet();
        return "routed to " + region;
    }

    @Scoped("notes:read")
    @Tool(name = "back_and_forth", description = "Its progress does not always rise, and it logs at two levels")
    String backAndForth(Progress progress, McpLog log) {
        for (int made : new int[] {1, 1, 3, 2, 4}) {
            progress.token()
                    .ifPresent(token -> progress.notificationBuilder()
                            .setProgress(made)
                            .build()
                            .sendAndForget());
        }
        log.debug("a detail");
        log.error("a failure");
        return "told";
    }

    @Scoped("notes:read")
    @Tool(name = "until_cancelled", description = "Runs until it is cancelled, for 20 seconds at most")
    String untilCancelled(Cancellation cancellation) throws InterruptedException {
        begun.countDown();
        for (int i = 0; i < 200 && !ended.await(100, TimeUnit.MILLISECONDS); i++) {
            if (cancellation.check().isRequested()) {
                cancelled.countDown();
                cancellation.skipProcessingIfCancelled();
            }
        }
        return "not cancelled";
    }

    @Scoped("notes:read")
    @Tool(name = "fails_with", description = "Fails with that code")
    String failsWith(int code) {
        throw new McpException("a failure of its own", code);
    }

    @Scoped("notes:read")
    @Tool(name = "fails_silently", description = "Fails without a message")
    String failsSilently() {
        throw new McpException(null, -32602);
    }

    @Scoped("notes:read")
    @Tool(
            name = "anything",
            description = "Takes an argument of any type, by a schema made by Jackson",
            inputSchema = @InputSchema(generator = AnySchema.class))
    String anything(Object any) {
        RUNS.incrementAndGet();
        return "took it";
    }

    @Scoped("notes:read")
    @Tool(name = "precise", description = "Its result has a number of many digits, and metadata")
    ToolResponse precise() {
        return new ToolResponse(
                false,
                List.of(),
                Map.of("n", new BigDecimal("0.12345678901234567890123")),
                Map.of(MetaKey.from("com.example/own"), "kept"));
    }

    @Scoped("notes:read")
    @Tool(name = "outer", description = "Reports progress and calls what needs more")
    String outer(Progress progress) {
        progress.token()
                .ifPresent(token ->
                        progress.notificationBuilder().setProgress(1).build().sendAndForget());
        return inner.purge();
    }

    /** A bean that needs more than the tool that calls it. */
    @Singleton
    @IfBuildProperty(name = "test.further-features", stringValue = "true")
    public static class Inner {
        @Scoped("admin:notes")
        @Tool(name = "inner", description = "Needs more")
        String purge() {
            RUNS.incrementAndGet();
            return "purged";
        }
    }

    @Scoped("notes:read")
    @Resource(name = "sky", uri = "weather://sky")
    TextResourceContents sky() {
        return TextResourceContents.create("weather://sky", "blue");
    }

    @Singleton
    public static class AnySchema implements InputSchemaGenerator<ObjectNode> {
        @Override
        public ObjectNode generate(ToolInfo tool) {
            ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
            schema.putObject("properties")
                    .putObject("any")
                    .put("type", "string")
                    .put("x-mcp-header", "Any");
            return schema;
        }
    }

    @Singleton
    public static class RegionSchema implements InputSchemaGenerator<JsonObject> {
        @Override
        public JsonObject generate(ToolInfo tool) {
            return new JsonObject("""
                    {"type": "object", "required": ["region"], "properties": {
                      "region": {"type": "string", "x-mcp-header": "Region"},
                      "depth": {"type": "integer", "x-mcp-header": "Depth"},
                      "dry": {"type": "boolean", "x-mcp-header": "Dry"}}}""");
        }
    }
}
