package dev.scopedgate.mcp;

import dev.scopedgate.gate.ServedFeatures;
import dev.scopedgate.mcp.engine.InputSchemas;
import dev.scopedgate.mcp.era.HeaderMismatch;
import dev.scopedgate.mcp.era.HeaderParameter;
import dev.scopedgate.mcp.era.HeaderParameters;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requires that the headers of a call repeat the arguments that the tool's input schema marks for it. A tool with an
 * invalid mark ends the start (MCP 2026-07-28, streamable HTTP, server behavior for custom headers).
 */
@Singleton
class ToolHeaders {

    private final InputSchemas schemas;
    private Map<String, List<HeaderParameter>> byTool = Map.of();

    ToolHeaders(InputSchemas schemas) {
        this.schemas = schemas;
    }

    void read(@Observes StartupEvent event) {
        List<String> problems = new ArrayList<>();
        Map<String, List<HeaderParameter>> found = new HashMap<>();
        for (ToolInfo tool : ServedFeatures.tools()) {
            if (tool.isMethod()) {
                HeaderParameters parameters = HeaderParameters.of(schemas.of(tool));
                parameters.problems().forEach(problem -> problems.add("tool '" + tool.name() + "': " + problem));
                found.put(tool.name(), parameters.found());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException("Clients would not list these tools; correct their input schemas:\n  - "
                    + String.join("\n  - ", problems));
        }
        byTool = Map.copyOf(found);
    }

    /** Throws if a header is missing, or says something else than the argument. */
    void check(JsonRpcRequest call, HttpServerRequest http) throws HeaderMismatch {
        for (HeaderParameter parameter : byTool.getOrDefault(call.param("name"), List.of())) {
            parameter.check(call, http);
        }
    }
}
