package dev.scopedgate.mcp;

import dev.scopedgate.gate.Scoped;
import io.quarkiverse.mcp.server.CompleteArg;
import io.quarkiverse.mcp.server.CompletePrompt;
import io.quarkiverse.mcp.server.CompleteResourceTemplate;
import io.quarkiverse.mcp.server.McpConnection;
import io.quarkiverse.mcp.server.McpLog;
import io.quarkiverse.mcp.server.Progress;
import io.quarkiverse.mcp.server.Prompt;
import io.quarkiverse.mcp.server.PromptArg;
import io.quarkiverse.mcp.server.PromptMessage;
import io.quarkiverse.mcp.server.RequestUri;
import io.quarkiverse.mcp.server.ResourceTemplate;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.ForbiddenException;
import jakarta.inject.Singleton;

/** Features that only some tests need; in no other application. */
@Singleton
@IfBuildProperty(name = "test.further-features", stringValue = "true")
class FurtherFeatures {

    @Scoped("notes:read")
    @Tool(name = "tell", description = "Tells of its progress, and logs")
    String tell(Progress progress, McpLog log) {
        tell(progress);
        log.info("half way");
        return "told";
    }

    @Scoped("notes:read")
    @Tool(name = "tell_much", description = "Tells of its progress, and has a long result")
    String tellMuch(Progress progress, int characters) {
        tell(progress);
        return "x".repeat(characters);
    }

    @Scoped("notes:read")
    @Tool(name = "connection", description = "What the tool sees of its connection")
    String connection(McpConnection connection) {
        return connection.id() + " " + connection.logLevel() + " "
                + connection.initialRequest().protocolVersion() + " "
                + connection.initialRequest().implementation().name();
    }

    /** Runs for that time on a worker thread, whether or not its client disconnects. */
    @Scoped("notes:read")
    @Tool(name = "linger", description = "Takes its time")
    String linger(int millis) throws InterruptedException {
        Thread.sleep(millis);
        return "done";
    }

    @Scoped("notes:read")
    @Tool(name = "breaks", description = "Has a result that cannot be sent")
    ToolResponse breaks(Progress progress) {
        tell(progress);
        return ToolResponse.structuredSuccess(new Object() {
            public String getSecret() {
                throw new IllegalStateException("secret");
            }
        });
    }

    @Scoped("notes:read")
    @Tool(name = "forbids", description = "Has a check of its own")
    String forbids() {
        throw new ForbiddenException("secret");
    }

    /** Calls a method that needs another scope, as an author does who expects no denial. */
    @Scoped("notes:read")
    @Tool(name = "goes_on", description = "Goes on after a denial")
    String goesOn() {
        try {
            return page("one", new RequestUri("pages://one")).text();
        } catch (RuntimeException denied) {
            return "went on";
        }
    }

    @Scoped("admin:notes")
    @ResourceTemplate(name = "page", uriTemplate = "pages://{page}")
    TextResourceContents page(String page, RequestUri uri) {
        return TextResourceContents.create(uri.value(), page);
    }

    @Scoped("admin:notes")
    @CompleteResourceTemplate("page")
    String pages(@CompleteArg(name = "page") String begun) {
        return begun + "-one";
    }

    @Scoped("admin:notes")
    @ResourceTemplate(name = "sheet", uriTemplate = "sheets://{sheet}")
    TextResourceContents sheet(String sheet, RequestUri uri) {
        return TextResourceContents.create(uri.value(), sheet);
    }

    @Scoped("notes:read")
    @Prompt(name = "greet", description = "Greets")
    PromptMessage greet(String who, @PromptArg(required = false) String where) {
        return PromptMessage.withUserRole("hello " + who);
    }

    @Scoped("notes:read")
    @CompletePrompt("greet")
    String greeted(@CompleteArg(name = "who") String begun) {
        return begun + "-two";
    }

    private static void tell(Progress progress) {
        progress.token()
                .ifPresent(token -> progress.notificationBuilder()
                        .setProgress(1)
                        .setTotal(2)
                        .build()
                        .sendAndForget());
    }
}
