package dev.scopedgate.mcp.engine;

import dev.scopedgate.mcp.era.RequestMeta;
import io.quarkiverse.mcp.server.MetaKey;
import io.quarkiverse.mcp.server.PromptResponse;
import io.quarkiverse.mcp.server.ResourceResponse;
import io.quarkiverse.mcp.server.ToolResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds what every modern result has: its type, the server's name and version, and how long it may be kept (MCP
 * 2026-07-28, base protocol, responses; caching). A result behind a token is private to it.
 */
@Singleton
public class ModernResults {

    /** How long a client may keep a list, in milliseconds: the features are fixed while a server runs. */
    private static final int KEPT = 300_000;

    private static final String COMPLETE = "\"resultType\":\"complete\"";
    private static final String TTL = "ttlMs";
    private static final String CACHE_SCOPE = "cacheScope";
    private static final String PRIVATE = "private";

    /** The member that is a list, by the method whose result may be kept. */
    private static final Map<String, String> LISTS = Map.of(
            "prompts/list", "prompts", "resources/list", "resources", "resources/templates/list", "resourceTemplates");

    /** A resource may change at any time. */
    private static final String STALE = ",\"" + TTL + "\":0,\"" + CACHE_SCOPE + "\":\"" + PRIVATE + "\"";

    /** The end of a response: of its result, which is its last member, and its own. */
    private static final String END = "}}";

    private static final MetaKey SERVER_KEY = MetaKey.from(RequestMeta.SERVER_INFO);

    private final JsonObject server;
    private final String meta;

    ModernResults(ServerDescription description) {
        server = description.info();
        meta = "\"_meta\":{\"" + RequestMeta.SERVER_INFO + "\":" + server.encode() + "}";
    }

    /** The result with these members, of which there is at least one, that a client may keep. */
    public String list(String members) {
        return list(members, KEPT);
    }

    /** The same for a list that depends on the token's scopes: a client that has stepped up must not see the old one. */
    public String listOfToken(String members) {
        return list(members, 0);
    }

    private String list(String members, int kept) {
        return "{" + COMPLETE + "," + meta + ",\"" + TTL + "\":" + kept + ",\"" + CACHE_SCOPE + "\":\"" + PRIVATE
                + "\"," + members.substring(1);
    }

    /** The extension's response to that method as bytes, with what a modern result has. */
    Buffer encode(JsonObject response, String method) {
        Object result = response.getValue("result");
        if (result instanceof JsonObject members) {
            complete(members, method);
            return response.toBuffer();
        }
        Map<MetaKey, Object> own = meta(result);
        if (own != null) {
            response.put("result", named(result, own));
        }
        String end =
                "," + COMPLETE + ("resources/read".equals(method) ? STALE : "") + (own == null ? "," + meta : "") + END;
        // written over the end: parsed again, numbers might change
        Buffer encoded = response.toBuffer();
        return encoded.setString(encoded.length() - END.length(), end);
    }

    private static Map<MetaKey, Object> meta(Object result) {
        if (result instanceof ToolResponse tool) {
            return tool._meta();
        } else if (result instanceof PromptResponse prompt) {
            return prompt._meta();
        } else if (result instanceof ResourceResponse resource) {
            return resource._meta();
        }
        throw new IllegalStateException("a result of a type that the extension does not have");
    }

    /** The same with the server's name in its own {@code _meta}. */
    private Object named(Object result, Map<MetaKey, Object> own) {
        Map<MetaKey, Object> all = new HashMap<>(own);
        all.put(SERVER_KEY, server);
        if (result instanceof ToolResponse tool) {
            return new ToolResponse(tool.isError(), tool.content(), tool.structuredContent(), all);
        } else if (result instanceof PromptResponse prompt) {
            return new PromptResponse(prompt.description(), prompt.messages(), all);
        }
        return new ResourceResponse(((ResourceResponse) result).contents(), all);
    }

    /** For the lists and completions, which the extension makes as a tree, and the questions of {@code mcp.ask}. */
    private void complete(JsonObject result, String method) {
        JsonObject own = result.getJsonObject("_meta");
        result.put("_meta", (own == null ? new JsonObject() : own).put(RequestMeta.SERVER_INFO, server));
        if (!result.containsKey("resultType")) {
            result.put("resultType", "complete");
            if (LISTS.containsKey(method)) {
                sort(result, LISTS.get(method));
                result.put(TTL, KEPT).put(CACHE_SCOPE, PRIVATE);
            }
        }
    }

    private static void sort(JsonObject result, String list) {
        List<JsonObject> entries = new ArrayList<>();
        result.getJsonArray(list).forEach(entry -> entries.add((JsonObject) entry));
        entries.sort(Comparator.comparing((JsonObject entry) -> entry.getString("name", ""))
                .thenComparing(entry -> entry.getString("uri", entry.getString("uriTemplate", ""))));
        result.put(list, new JsonArray(entries));
    }
}
