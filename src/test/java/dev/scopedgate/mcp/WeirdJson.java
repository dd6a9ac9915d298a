package dev.scopedgate.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** JSON on which parsers, binders and databases have failed. */
final class WeirdJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "tools/call",
            "fixture_add",
            "fixture_purge",
            "fixture_read",
            "2.0",
            "null",
            "notifications/initialized",
            "\u0000",
            "\u202e\u0301\u00e9",
            "\ud83d\ude00",
            "\ud800",
            "\udfff\ud800",
            "__proto__",
            "-1",
            "'; drop",
            "a\r\nX-Injected: 1",
            "n".repeat(20_000),
            "2025-06-18",
            "fixture_add ",
            "FIXTURE_ADD",
            "%66ixture_add");

    private static final List<String> NUMBERS = List.of(
            "0", "-0", "-1", "1.5", "1e400", "-1e-400", "2147483648", "9007199254740993", "9223372036854775808", "1e5");

    private static final List<String> KEYS = List.of(
            "id",
            "ID",
            "method",
            "jsonrpc",
            "params",
            "name",
            "arguments",
            "_meta",
            "progressToken",
            "result",
            "error",
            "user_id",
            "note",
            "limit",
            "cursor",
            "io.modelcontextprotocol/clientInfo",
            "",
            "\ud800",
            "\u0000",
            "class");

    private final Random random;

    WeirdJson(Random random) {
        this.random = random;
    }

    String key() {
        return any(KEYS);
    }

    JsonNode nested(JsonNode node) {
        JsonNode nest = node.isMissingNode() ? NODES.nullNode() : node;
        for (int depth = random.nextInt(random.nextInt(10) == 0 ? 250 : 5); depth > 0; depth--) {
            nest = random.nextBoolean()
                    ? NODES.arrayNode().add(nest)
                    : NODES.objectNode().set("a", nest);
        }
        return nest;
    }

    JsonNode value() {
        return switch (random.nextInt(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(new BigDecimal(any(NUMBERS)));
            case 3 -> NODES.numberNode(new BigInteger(1 + random.nextInt(400), random));
            case 4 -> NODES.arrayNode().add(any(TEXTS)).add(random.nextInt());
            case 5 -> NODES.objectNode().put(any(KEYS), any(TEXTS));
            case 6 -> nested(NODES.textNode(any(TEXTS)));
            default -> NODES.textNode(any(TEXTS));
        };
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
