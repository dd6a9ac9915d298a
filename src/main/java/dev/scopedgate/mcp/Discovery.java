package dev.scopedgate.mcp;

import dev.scopedgate.mcp.engine.ModernResults;
import dev.scopedgate.mcp.engine.ServerDescription;
import dev.scopedgate.mcp.era.ProtocolVersions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;

/** The result of {@code server/discover}, which is the same for every token and is built once (MCP 2026-07-28, discovery). */
@Singleton
class Discovery {

    private final String result;

    Discovery(ServedMethods served, ServerDescription server, ModernResults results) {
        JsonObject members = new JsonObject()
                .put("supportedVersions", new JsonArray(ProtocolVersions.modern()))
                .put("capabilities", served.capabilities());
        server.instructions().ifPresent(text -> members.put("instructions", text));
        result = results.list(members.encode());
    }

    String result() {
        return result;
    }
}
