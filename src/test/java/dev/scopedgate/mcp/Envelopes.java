package dev.scopedgate.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scopedgate.testsupport.Modern;
import java.util.List;
import java.util.Random;

/** Envelopes as clients send them, for the fuzzer to start from. */
final class Envelopes {

    /** The user whose notes the envelopes add. */
    static final String WRITTEN = "fuzz-written";
    /** The user whose notes they purge. */
    static final String PURGED = "fuzz-purged";

    private static final JsonMapper JSON = new JsonMapper();

    private static final String META = """
            ,"_meta":{"progressToken":7,"io.modelcontextprotocol/clientInfo":{"name":"c","version":"1"},\
            "io.modelcontextprotocol/clientCapabilities":{"roots":{}}}""";

    private static final List<String> METHODS_AND_PARAMS = List.of(
            """
            "initialize","params":{"protocolVersion":"2025-06-18","capabilities":{"roots":{"listChanged":true}},\
            "clientInfo":{"name":"c","version":"1","icons":[{"src":"x","sizes":["1x1"]}]}}""",
            "\"ping\"",
            "\"tools/list\",\"params\":{}",
            """
            "tools/call","params":{"name":"fixture_read","arguments":{"user_id":"ray","limit":5}}""",
            """
            "tools/call","params":{"name":"fixture_read","arguments":{"user_id":"ray","cursor":"x"}%s}""".formatted(META),
            """
            "tools/call","params":{"name":"fixture_add","arguments":{"user_id":"%s","note":"n"}}""".formatted(WRITTEN),
            """
            "tools/call","params":{"name":"fixture_add","arguments":{"user_id":"%s","note":"n","idempotency_key":"k"}%s}""".formatted(WRITTEN, META),
            """
            "tools/call","params":{"name":"fixture_purge","arguments":{"user_id":"%s"}}""".formatted(PURGED),
            """
            "tools/call","params":{"name":"no_such_tool","arguments":{}}""",
            "\"prompts/list\"",
            "\"prompts/get\",\"params\":{\"name\":\"p\",\"arguments\":{\"a\":\"b\"}}",
            "\"resources/list\"",
            "\"resources/templates/list\"",
            "\"resources/read\",\"params\":{\"uri\":\"file:///etc/passwd\"}",
            """
            "completion/complete","params":{"ref":{"type":"ref/prompt","name":"p"},\
            "argument":{"name":"a","value":"b"},"context":{"arguments":{"a":"b"}}}""",
            "\"logging/setLevel\",\"params\":{\"level\":\"debug\"}",
            "\"q/close\"",
            "\"notifications/cancelled\",\"params\":{\"requestId\":1,\"reason\":\"r\"}");

    private Envelopes() {}

    /** One of them, as a request of 2026-07-28. */
    static ObjectNode modern(Random random) {
        ObjectNode envelope = any(random);
        if (random.nextInt(8) == 0) {
            envelope.put("method", "server/discover");
        }
        ObjectNode params = envelope.path("params") instanceof ObjectNode given ? given : envelope.putObject("params");
        params.withObject("/_meta")
                .put(Modern.CLAIM, Modern.VERSION)
                .putObject(Modern.CAPABILITIES)
                .putObject("elicitation");
        return envelope;
    }

    /** One of them, a request or a notification. */
    static ObjectNode any(Random random) {
        String id = random.nextInt(20) == 0 ? "" : "\"id\":%d,".formatted(random.nextInt(1000));
        String rest = METHODS_AND_PARAMS.get(random.nextInt(METHODS_AND_PARAMS.size()));
        try {
            return (ObjectNode) JSON.readTree("{\"jsonrpc\":\"2.0\"," + id + "\"method\":" + rest + "}");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
