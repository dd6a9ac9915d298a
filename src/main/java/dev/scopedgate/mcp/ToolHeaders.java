package dev.scopedgate.mcp;

import dev.scopedgate.gate.ServedFeatures;
import dev.scopedgate.mcp.era.HeaderMismatch;
import dev.scopedgate.mcp.era.HeaderParameter;
import dev.scopedgate.mcp.era.HeaderParameters;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import dev.scopedgate.settings.SettingsCheck;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.vertx.core.http.HttpServerRequest;
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
class ToolHeaders implements SettingsCheck {

    private volatile Map<String, List<HeaderParameter>> byTool;

    /** Throws if a header is missing, or says something else than the argument. */
    void check(JsonRpcRequest call, HttpServerRequest http) throws HeaderMismatch {
        Map<String, List<HeaderParameter>> known = byTool;
        if (known == null) {
            known = read(new ArrayList<>());
            byTool = known;
        }
        for (HeaderParameter parameter : known.getOrDefault(call.param("name"), List.of())) {
            parameter.check(call, http);
        }
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        byTool = read(problems);
        return problems;
    }

    private static Map<String, List<HeaderParameter>> read(List<String> problems) {
        Map<String, List<HeaderParameter>> byTool = new HashMap<>();
        for (ToolInfo tool : ServedFeatures.tools()) {
            if (tool.isMethod()) {
                HeaderParameters parameters = HeaderParameters.of(tool.asJson().getJsonObject("inputSchema"));
                parameters.problems().forEach(problem -> problems.add("tool '" + tool.name() + "': " + problem));
                if (!parameters.found().isEmpty()) {
                    byTool.put(tool.name(), parameters.found());
                }
            }
        }
        return byTool;
    }
}
