package dev.scopednotes.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.AuditRecorder;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.OtlpReceiver;
import dev.scopedgate.testsupport.TokenForge;
import dev.scopednotes.tracing.Spans.Received;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a collector receives for a call when traces are turned on. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@WithTestResource(value = OtlpReceiver.class, initArgs = @ResourceArg(name = "sdk", value = "on"))
class TracesTest {

    private static final String PARENT = "00f067aa0ba902b7";

    private final String trace = UUID.randomUUID().toString().replace("-", "");

    // injected by OtlpReceiver
    List<byte[]> exported;

    private RequestSpecification traced(String token) {
        return Mcp.post(token).header("traceparent", "00-" + trace + "-" + PARENT + "-01");
    }

    private static String call(String tool, Map<String, Object> arguments) {
        return Mcp.body(1, "tools/call", Map.of("name", tool, "arguments", arguments));
    }

    private Received received(SpanKind kind, String name) {
        await().until(() -> Spans.of(exported, trace).stream()
                .anyMatch(span -> span.kind() == kind && span.name().startsWith(name)));
        return Spans.of(exported, trace).stream()
                .filter(span -> span.kind() == kind && span.name().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneTraceGoesFromTheCallersSpanToTheSqlStatement() {
        try (AuditRecorder audit = new AuditRecorder()) {
            traced(TokenForge.bearer("notes:read"))
                    .body(call("read_notes", Map.of("user_id", "a user of traces")))
                    .post("/mcp")
                    .then()
                    .statusCode(200);

            Received http = received(SpanKind.SPAN_KIND_SERVER, "POST");
            Received tool = received(SpanKind.SPAN_KIND_SERVER, "tools/call");
            Received statement = received(SpanKind.SPAN_KIND_CLIENT, "");
            assertThat(Spans.of(exported, trace)).hasSize(3);
            assertThat(http.parent()).isEqualTo(PARENT);
            assertThat(tool.parent()).isEqualTo(http.id());
            assertThat(statement.parent()).isEqualTo(tool.id());

            assertThat(tool.name()).isEqualTo("tools/call read_notes");
            assertThat(tool.attributes())
                    .containsOnly(
                            Map.entry("mcp.method.name", "tools/call"),
                            Map.entry("gen_ai.tool.name", "read_notes"),
                            Map.entry("scoped_gate.required_scope", "notes:read"));
            assertThat(http.attributes())
                    .containsEntry("scoped_gate.decision", "allowed")
                    .containsEntry("http.response.status_code", "200")
                    .containsEntry("gen_ai.tool.name", "read_notes");
            assertThat(statement.attributes().values()).anyMatch(value -> value.contains("where user_id = $1"));
            await().until(() -> audit.events().stream()
                    .anyMatch(event -> trace.equals(event.fields().getString("trace_id"))));
        }
    }

    @Test
    void theTraceOfAModernRequestGoesOnFromItsBody() {
        Modern.call("read_notes", Map.of("user_id", "a user of traces"))
                .meta("traceparent", "00-" + trace + "-" + PARENT + "-01")
                .send(TokenForge.bearer("notes:read"))
                .then()
                .statusCode(200);

        Received tool = received(SpanKind.SPAN_KIND_SERVER, "tools/call");
        assertThat(tool.parent()).isEqualTo(PARENT);
        assertThat(received(SpanKind.SPAN_KIND_CLIENT, "").parent()).isEqualTo(tool.id());
    }

    @Test
    void anInvalidTraceInTheBodyIsIgnored() {
        Modern.call("read_notes", Map.of("user_id", "a user of traces"))
                .header("traceparent", "00-" + trace + "-" + PARENT + "-01")
                .meta("traceparent", "00-nonsense")
                .meta("tracestate", Map.of())
                .send(TokenForge.bearer("notes:read"))
                .then()
                .statusCode(200);

        Received http = received(SpanKind.SPAN_KIND_SERVER, "POST");
        assertThat(received(SpanKind.SPAN_KIND_SERVER, "tools/call").parent()).isEqualTo(http.id());
    }

    @Test
    void aDeniedCallHasItsDecision() {
        traced(TokenForge.bearer("notes:read"))
                .body(call("add_note", Map.of()))
                .post("/mcp")
                .then()
                .statusCode(403);

        assertThat(received(SpanKind.SPAN_KIND_SERVER, "POST").attributes())
                .containsEntry("scoped_gate.decision", "denied")
                .containsEntry("scoped_gate.required_scope", "notes:write")
                .containsEntry("gen_ai.tool.name", "add_note");
    }

    @Test
    void aRejectedTokenHasItsReason() {
        traced("bad token").get("/whoami").then().statusCode(401);

        assertThat(received(SpanKind.SPAN_KIND_SERVER, "GET").attributes())
                .containsEntry("scoped_gate.decision", "refused")
                .containsEntry("scoped_gate.reason", "malformed");
    }

    /** No token, no note, no value of a statement and no unverified address. */
    @Test
    void exportsNoTokenNoteOrUnverifiedValue() {
        String token = TokenForge.bearer("notes:read notes:write");
        traced(token)
                .header("X-Forwarded-For", "192.0.2.77")
                .header("User-Agent", "agent-of-" + trace)
                .body(call("add_note", Map.of("user_id", "user-" + trace, "note", "note-" + trace)))
                .post("/mcp");
        traced(token).body(call("unknown-" + trace, Map.of())).post("/mcp");
        traced(token).queryParam("access_token", token).get("/whoami");
        traced(token).get("/nowhere/" + token);
        await().until(() -> Spans.of(exported, trace).size() >= 6);

        String sent = exported.stream()
                .map(body -> new String(body, StandardCharsets.ISO_8859_1))
                .reduce("", String::concat);
        assertThat(sent)
                .contains("insert into note")
                .doesNotContain("user-" + trace, "note-" + trace, "unknown-" + trace, "agent-of-" + trace)
                .doesNotContain("192.0.2.77")
                .doesNotContain(token.substring(token.length() - 20));
    }
}
