package dev.scopednotes.notes;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import dev.scopednotes.notes.arguments.Argument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Arguments as a client sends them: each refusal is a clear answer and stores nothing, beside the accepted limit value.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class BadArgumentsTest {

    private static final String FORGED_CURSOR = "MTox" + "OjE";

    @Inject
    Pool pool;

    static Stream<org.junit.jupiter.params.provider.Arguments> refusals() {
        return Stream.of(
                arguments("no user_id", "read_notes", "{}", "user_id"),
                arguments("no user_id, but a note", "add_note", "{'note':'x'}", "user_id"),
                arguments("no note", "add_note", "{'user_id':'ray'}", "note"),
                arguments("no arguments at all", "admin_purge", null, "user_id"),
                arguments("user_id: number", "read_notes", "{'user_id':5}", "user_id must be"),
                arguments("user_id: null", "read_notes", "{'user_id':null}", "user_id"),
                arguments("user_id: array", "read_notes", "{'user_id':['ray']}", "user_id"),
                arguments("user_id: object", "admin_purge", "{'user_id':{'ray':1}}", "user_id"),
                arguments("user_id: true", "admin_purge", "{'user_id':true}", "user_id must be"),
                arguments("user_id: empty", "read_notes", "{'user_id':''}", "user_id must be"),
                arguments("user_id: NUL", "read_notes", "{'user_id':'r\\u0000'}", "user_id must be"),
                arguments("user_id: half a character", "read_notes", "{'user_id':'\\ud800'}", "user_id must be"),
                arguments("user_id: 300", "read_notes", "{'user_id':'" + "x".repeat(300) + "'}", "1 to 255"),
                arguments("user_id: 256", "admin_purge", "{'user_id':'" + "x".repeat(256) + "'}", "1 to 255"),
                arguments("note: empty", "add_note", "{'user_id':'ray','note':''}", "note must be"),
                arguments("note: blank", "add_note", "{'user_id':'ray','note':' \\n'}", "not only whitespace"),
                arguments("note: NUL", "add_note", "{'user_id':'ray','note':'a\\u0000b'}", "NUL"),
                arguments("note: half a character", "add_note", "{'user_id':'ray','note':'a\\udc00'}", "note must be"),
                arguments("note: 10001", "add_note", note(10_001), "1 to 10000"),
                arguments("note: number", "add_note", "{'user_id':'ray','note':5}", "note must be"),
                arguments("note: object", "add_note", "{'user_id':'ray','note':{}}", "note"),
                arguments("key: empty", "add_note", key("''"), "idempotency_key must be"),
                arguments("key: null", "add_note", key("null"), "idempotency_key must be"),
                arguments("key: 256", "add_note", key("'" + "k".repeat(256) + "'"), "idempotency_key must be"),
                arguments("key: number", "add_note", key("7"), "idempotency_key must be"),
                arguments("limit: 0", "read_notes", "{'user_id':'ray','limit':0}", "from 1 to 1000"),
                arguments("limit: 1001", "read_notes", "{'user_id':'ray','limit':1001}", "from 1 to 1000"),
                arguments("limit: -1", "read_notes", "{'user_id':'ray','limit':-1}", "from 1 to 1000"),
                arguments("limit: 1.5", "read_notes", "{'user_id':'ray','limit':1.5}", "from 1 to 1000"),
                arguments("limit: null", "read_notes", "{'user_id':'ray','limit':null}", "from 1 to 1000"),
                arguments("limit: text", "read_notes", "{'user_id':'ray','limit':'5'}", "from 1 to 1000"),
                arguments("limit: empty text", "read_notes", "{'user_id':'ray','limit':''}", "from 1 to 1000"),
                arguments("limit: true", "read_notes", "{'user_id':'ray','limit':true}", "limit"),
                arguments("limit: huge", "read_notes", "{'user_id':'ray','limit':99999999999999999999}", "limit"),
                arguments("limit: 1e400", "read_notes", "{'user_id':'ray','limit':1e400}", "limit"),
                arguments(
                        "cursor: not one", "read_notes", "{'user_id':'ray','cursor':'next please'}", "cursor must be"),
                arguments("cursor: base64", "read_notes", "{'user_id':'ray','cursor':'AAAA'}", "cursor must be"),
                arguments(
                        "cursor: forged",
                        "read_notes",
                        "{'user_id':'ray','cursor':'" + FORGED_CURSOR + "'}",
                        "cursor must be"),
                arguments("cursor: empty", "read_notes", "{'user_id':'ray','cursor':''}", "cursor must be"),
                arguments("cursor: number", "read_notes", "{'user_id':'ray','cursor':5}", "cursor must be"),
                arguments("unknown name", "read_notes", "{'user_id':'ray','offset':5}", "Unknown argument: offset"),
                arguments("unknown name, camel case", "read_notes", "{'userId':'ray'}", "user_id"),
                arguments(
                        "unknown name beside all", "add_note", "{'user_id':'ray','note':'x','at':1}", "[user_id, note"),
                arguments("unknown name on a purge", "admin_purge", "{'user_id':'ray','dry_run':true}", "dry_run"));
    }

    @ParameterizedTest(name = "{1} with {0}")
    @MethodSource("refusals")
    void isRefusedClearlyAndNothingIsStored(String what, String tool, String arguments, String says) {
        long before = stored();

        Response response = call(tool, arguments);

        assertThat(response.statusCode()).isEqualTo(200);
        JsonObject answer = new JsonObject(response.body().asString());
        assertThat(answer.getValue("id")).isEqualTo(1);
        assertThat(message(answer))
                .contains(says)
                .doesNotContainPattern("\\b(java|jakarta|io|com|org|dev)\\.[a-z]")
                .doesNotContain("Exception", "select ", "insert ");
        assertThat(stored()).isEqualTo(before);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> wrongValues() {
        List<String> noText =
                List.of("null", "true", "5", "5.5", "1e2", "-0", "[]", "['ray']", "{}", "{'a':1}", "'\\u0000'");
        List<String> noNumber = List.of(
                "null", "true", "'5'", "'5.5'", "''", "'NaN'", "[]", "[5]", "{}", "5.5", "-0", "0.9", "-1", "1001",
                "1e4");
        return Stream.of(
                        wrong("read_notes", "user_id", noText),
                        wrong("read_notes", "limit", noNumber),
                        wrong("read_notes", "cursor", noText),
                        wrong("add_note", "user_id", noText),
                        wrong("add_note", "note", noText),
                        wrong("add_note", "idempotency_key", noText),
                        wrong("admin_purge", "user_id", noText))
                .flatMap(cases -> cases);
    }

    private static Stream<org.junit.jupiter.params.provider.Arguments> wrong(
            String tool, String argument, List<String> values) {
        return values.stream().map(value -> arguments(tool, argument, value));
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @MethodSource("wrongValues")
    void aWrongTypeIsAResultThatSaysWhatTheArgumentMustBe(String tool, String argument, String value) {
        JsonObject given = new JsonObject().put("user_id", "ray");
        if (tool.equals("add_note")) {
            given.put("note", "x");
        }
        given.remove(argument);
        String others = given.encode().replaceFirst("}$", given.isEmpty() ? "" : ",");

        JsonObject answer = new JsonObject(call(tool, others + "'%s':%s}".formatted(argument, value))
                .body()
                .asString());

        assertThat(answer.getJsonObject("error")).isNull();
        assertThat(message(answer))
                .isEqualTo("%s must be %s"
                        .formatted(argument, Argument.named(argument).rule().requirement()));
    }

    @ParameterizedTest(name = "arguments: {0}")
    @ValueSource(strings = {"null", "[]", "['ray']", "'ray'", "5", "true"})
    void refusesArgumentsThatAreNotAnObjectAndStoresNothing(String arguments) {
        long before = stored();

        Response response = call("add_note", arguments);

        assertThat(response.statusCode()).isIn(200, 400);
        assertThat(response.body().asString()).doesNotContain("Internal error").contains("argument");
        assertThat(stored()).isEqualTo(before);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> acceptances() {
        return Stream.of(
                arguments("a user_id of 255 characters", "read_notes", "{'user_id':'" + "x".repeat(255) + "'}"),
                arguments("limit 1", "read_notes", "{'user_id':'ray','limit':1}"),
                arguments("limit 1000", "read_notes", "{'user_id':'ray','limit':1000}"),
                arguments("limit 10.0", "read_notes", "{'user_id':'ray','limit':10.0}"),
                arguments("one character", "add_note", note(1)),
                arguments("10000 characters", "add_note", note(10_000)),
                arguments(
                        "10000 emoji", "add_note", "{'user_id':'ray','note':'" + "\uD83D\uDE00".repeat(10_000) + "'}"),
                arguments("an escaped emoji", "add_note", "{'user_id':'ray','note':'\\ud83d\\ude00'}"),
                arguments("a key of 255 characters", "add_note", key("'" + "k".repeat(255) + "'")),
                arguments("a user without notes", "admin_purge", "{'user_id':'nobody at all'}"));
    }

    @ParameterizedTest(name = "{1} with {0}")
    @MethodSource("acceptances")
    void isAccepted(String what, String tool, String arguments) {
        JsonObject result = new JsonObject(call(tool, arguments).body().asString()).getJsonObject("result");

        assertThat(result).isNotNull();
        assertThat(result.getBoolean("isError")).isFalse();
    }

    @Test
    void textAndStructuredContentSayTheSame() {
        String user = UUID.randomUUID().toString();
        call("add_note", "{'user_id':'%s','note':'first'}".formatted(user));
        call("add_note", "{'user_id':'%s','note':'second'}".formatted(user));

        JsonObject result = new JsonObject(call("read_notes", "{'user_id':'%s','limit':1}".formatted(user))
                        .body()
                        .asString())
                .getJsonObject("result");

        JsonObject structured = result.getJsonObject("structuredContent");
        JsonObject text =
                new JsonObject(result.getJsonArray("content").getJsonObject(0).getString("text"));
        assertThat(text).isEqualTo(structured);
        assertThat(structured.getJsonArray("notes")).hasSize(1);
        assertThat(structured.getJsonArray("notes").getJsonObject(0).fieldNames())
                .containsExactly("id", "user_id", "note", "created_at");
        assertThat(structured.getString("next_cursor")).isNotBlank();
    }

    @Test
    void theCursorsLeadToTheLastPage() {
        String user = UUID.randomUUID().toString();
        call("add_note", "{'user_id':'%s','note':'first'}".formatted(user));
        call("add_note", "{'user_id':'%s','note':'second'}".formatted(user));
        String token = TokenForge.bearer("notes:read");
        String cursor = Mcp.call(token, "read_notes", Map.of("user_id", user, "limit", 1))
                .path("result.structuredContent.next_cursor");

        JsonObject last = new JsonObject(
                        Mcp.call(token, "read_notes", Map.of("user_id", user, "limit", 1, "cursor", cursor))
                                .body()
                                .asString())
                .getJsonObject("result")
                .getJsonObject("structuredContent");

        assertThat(last.getJsonArray("notes").getJsonObject(0).getString("note"))
                .isEqualTo("first");
        assertThat(last.fieldNames()).containsExactly("notes");
    }

    @Test
    void aKeyReusedForAnotherTextIsRefusedAndTheFirstNoteStays() {
        String user = UUID.randomUUID().toString();
        call("add_note", "{'user_id':'%s','note':'first','idempotency_key':'k'}".formatted(user));

        JsonObject answer =
                new JsonObject(call("add_note", "{'user_id':'%s','note':'other','idempotency_key':'k'}".formatted(user))
                        .body()
                        .asString());

        assertThat(message(answer)).contains("idempotency_key").contains("nothing was stored");
        JsonObject again =
                new JsonObject(call("add_note", "{'user_id':'%s','note':'first','idempotency_key':'k'}".formatted(user))
                        .body()
                        .asString());
        assertThat(again.getJsonObject("result")
                        .getJsonObject("structuredContent")
                        .getBoolean("stored"))
                .isFalse();
    }

    @Test
    void withoutTheScopeTheAnswerIsADenialAndNotAnArgumentError() {
        Response response = Mcp.call(TokenForge.bearer("notes:read"), "add_note", Map.of("nonsense", 1));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body().asString()).contains("notes:write").doesNotContain("nonsense");
    }

    private static Response call(String tool, String arguments) {
        String given = arguments == null ? "" : ",\"arguments\":" + arguments.replace('\'', '"');
        return Mcp.post(TokenForge.bearer("notes:read notes:write admin:notes"))
                .body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"%s}}"
                        .formatted(tool, given))
                .post("/mcp");
    }

    /** What the caller receives: the text of an isError result. */
    private static String message(JsonObject answer) {
        assertThat(answer.fieldNames()).doesNotContain("error");
        assertThat(answer.getJsonObject("result").getBoolean("isError")).isTrue();
        return answer.getJsonObject("result").getJsonArray("content").stream()
                .map(content -> ((JsonObject) content).getString("text"))
                .collect(joining());
    }

    private long stored() {
        return pool.query("select count(*) from note")
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private static String note(int length) {
        return "{'user_id':'ray','note':'" + "n".repeat(length) + "'}";
    }

    private static String key(String json) {
        return "{'user_id':'" + UUID.randomUUID() + "','note':'x','idempotency_key':" + json + "}";
    }
}
