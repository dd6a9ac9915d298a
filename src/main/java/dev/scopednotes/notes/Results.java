package dev.scopednotes.notes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolResponse;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Encodes a tool's result once: the same JSON is its structured content and, for clients that do not know it, its text
 * (MCP, tools, structured content). The engine would encode it twice.
 */
@Singleton
class Results {

    private final ObjectMapper json;

    Results(ObjectMapper json) {
        this.json = json;
    }

    ToolResponse of(Object result) {
        try {
            String encoded = json.writeValueAsString(result);
            return new ToolResponse(false, List.of(new TextContent(encoded)), new RawValue(encoded), null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result of this package is always JSON", e);
        }
    }
}
