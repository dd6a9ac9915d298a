package dev.scopedgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.audit.AuditConfig.Format;
import io.quarkus.logging.json.runtime.AdditionalField;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.logging.json.runtime.JsonLogConfig.AdditionalFieldConfig.Type;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.StructuredFormatter.ExceptionOutputType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An event is written as the application's JSON format writes it, with each field once; other entries as before. */
class AuditFormatterTest {

    private static final Instant TIME = Instant.parse("2026-11-26T08:00:00.123456789Z");
    private static final String FORGED =
            "x\r\n{\"loggerName\":\"scoped-gate.audit\"}\u2028\u202e\u0000\u001b[31m\"\\ü😀\ud800\uff02\uff3c\ufe68";
    private static final String SHOWN =
            "x\uFFFD\uFFFD{\"loggerName\":\"scoped-gate.audit\"}\uFFFD\uFFFD\uFFFD\uFFFD[31m\"\\ü😀\uFFFD\uFFFD\uFFFD\uFFFD";

    private static AuditRecord entry() {
        return entry(
                fields -> fields.put("decision", "allowed").put("feature", "").put("subject", "ray"));
    }

    private static AuditRecord entry(Consumer<AuditFields> fields) {
        AuditRecord entry = new AuditRecord(new AuditEvent(TIME, fields));
        entry.setLoggerName(AuditLogger.CATEGORY);
        return entry;
    }

    private static AuditFormatter formatter(JsonFormatter format, FieldNames names) {
        return new AuditFormatter(format, names);
    }

    private static String line(JsonFormatter format, AuditRecord entry) {
        return formatter(format, new FieldNames(Format.LOG)).format(entry);
    }

    private static JsonFormatter with(Consumer<JsonFormatter> option) {
        JsonFormatter format = new JsonFormatter();
        option.accept(format);
        return format;
    }

    static Stream<Arguments> options() {
        Map<String, AdditionalField> additional =
                Map.of("replica", new AdditionalField("a\"1", Type.STRING), "rack", new AdditionalField("4", Type.INT));
        return Stream.of(
                Arguments.of("none", new JsonFormatter()),
                Arguments.of("date format", with(format -> format.setDateFormat("yyyy-MM-dd HH:mm:ss.SSS"))),
                Arguments.of("zone", with(format -> format.setZoneId("Asia/Tokyo"))),
                Arguments.of("record delimiter", with(format -> format.setRecordDelimiter("\n\n"))),
                Arguments.of("no record delimiter", with(format -> format.setRecordDelimiter(null))),
                Arguments.of("details", with(format -> format.setPrintDetails(true))),
                Arguments.of(
                        "exceptions",
                        with(format -> format.setExceptionOutputType(ExceptionOutputType.DETAILED_AND_FORMATTED))),
                Arguments.of("additional fields", with(format -> format.setAdditionalFields(additional))),
                Arguments.of("meta data", with(format -> format.setMetaData("rack=4"))),
                Arguments.of(
                        "key overrides",
                        new JsonFormatter("timestamp=@timestamp,logger-name=log.logger,mdc=context,message=msg")),
                Arguments.of(
                        "excluded keys",
                        with(format -> format.setExcludedKeys(Set.of("timestamp", "level", "message", "ndc")))));
    }

    /** What the format adds to the event is the same, but for what says nothing about it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void theOptionsOfTheFormatHold(String option, JsonFormatter format) {
        String before = format.format(entry());
        String line = line(format, entry());

        int end = line.lastIndexOf('}') + 1;
        assertThat(line.substring(end)).isEqualTo(before.substring(before.lastIndexOf('}') + 1));
        assertThat(line.substring(0, end)).doesNotContain("\n");
        Map<String, Object> was = new JsonObject(before).getMap();
        Map<String, Object> is = new JsonObject(line.substring(0, end)).getMap();
        assertThat(was).containsKeys(is.keySet().toArray(String[]::new));
        for (String same : Set.of("timestamp", "@timestamp", "level", "loggerName", "log.logger", "replica", "rack")) {
            assertThat(is.get(same)).isEqualTo(was.get(same));
        }
        Map<String, Object> fields = new HashMap<>(Map.of("decision", "allowed", "subject", "ray"));
        // a time without its zone, or none
        if (option.equals("date format") || !was.containsKey("timestamp") && !was.containsKey("@timestamp")) {
            fields.put("time", TIME.toString());
        }
        assertThat(is.get(was.containsKey("context") ? "context" : "mdc")).isEqualTo(fields);
        assertThat(is).doesNotContainKeys("threadName", "threadId", "sequence", "hostName", "processName", "processId");
    }

    static Stream<JsonFormatter> otherForms() {
        return Stream.of(
                with(format -> format.setPrettyPrint(true)), with(format -> format.setExcludedKeys(Set.of("mdc"))));
    }

    /** Where there is no line, or no place for the fields, the message has them. */
    @ParameterizedTest
    @MethodSource("otherForms")
    void anotherFormIsTheFormatsOwn(JsonFormatter format) {
        AuditRecord entry = entry();

        assertThat(line(format, entry)).isEqualTo(format.format(entry)).contains("decision=allowed subject=ray");
    }

    @Test
    void otherEntriesAreFormattedAsBefore() {
        JsonFormatter format = new JsonFormatter();
        ExtLogRecord entry = new ExtLogRecord(Level.WARN, "beware", FormatStyle.NO_FORMAT, "Some");
        entry.setThrown(new IllegalStateException("broken"));

        assertThat(formatter(format, new FieldNames(Format.ECS)).format(entry)).isEqualTo(format.format(entry));
    }

    @Test
    void noValueForgesALineOrAField() {
        AuditRecord entry = entry(fields -> fields.put("subject", FORGED).put("client", FORGED + "z".repeat(10_000)));

        String line = line(new JsonFormatter(), entry);

        assertThat(line).doesNotContainPattern("[\\p{Cf}\\u2028\\u2029\\x00-\\x09\\x0b-\\x1f]");
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        JsonObject json = new JsonObject(line);
        assertThat(json.getString("loggerName")).isEqualTo("scoped-gate.audit");
        assertThat(json.getJsonObject("mdc").getString("subject")).isEqualTo(SHOWN);
        assertThat(json.getJsonObject("mdc").getString("client"))
                .startsWith(SHOWN)
                .hasSize(301);
    }

    /** Of the application, for example one that hides addresses. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whatAFilterChangesIsWritten(String written, Consumer<AuditRecord> change) {
        AuditRecord entry = entry();
        change.accept(entry);

        assertThat(line(new JsonFormatter(), entry)).contains(written).contains("threadName");
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("a message", entry -> entry.setMessage("a message")),
                change("\"tenant\":\"acme\"", entry -> entry.putMdc("tenant", "acme")),
                change("\"mdc\":{}", entry -> entry.setMdc(Map.of())),
                change("\"mdc\":{\"decision\":\"allowed\"", entry -> {
                    entry.removeMdc("subject");
                    entry.removeMdc("time");
                }),
                change("\"ndc\":\"a context\"", entry -> entry.setNdc("a context")),
                change("a cause", entry -> entry.setThrown(new IllegalStateException("a cause"))),
                change("\"level\":\"WARN\"", entry -> entry.setLevel(Level.WARN)));
    }

    private static Arguments change(String written, Consumer<AuditRecord> change) {
        return Arguments.of(written, change);
    }

    /** A handler reports what its format throws, and nobody else learns of it. */
    @Test
    void anEventThatCannotBeFormattedIsKnownToBeLost() {
        AuditRecord written = entry();
        AuditRecord lost = entry(fields -> {
            throw new IllegalStateException("no field");
        });
        AuditRecord lostAsText = entry(fields -> {
            throw new IllegalStateException("no field");
        });

        line(new JsonFormatter(), written);
        assertThatThrownBy(() -> line(new JsonFormatter(), lost)).hasMessage("no field");
        assertThatThrownBy(lostAsText::getMessage).hasMessage("no field");

        assertThat(written.isLost()).isFalse();
        assertThat(lost.isLost()).isTrue();
        assertThat(lostAsText.isLost()).isTrue();
    }

    @Test
    void aDelimiterWithABraceIsNotReadAsTheEndOfTheLine() {
        JsonFormatter format = with(braces -> braces.setRecordDelimiter("}\n"));
        AuditRecord entry = entry();

        assertThat(line(format, entry)).isEqualTo(format.format(entry));
    }

    /** A handler may read the MDC first, or copy the entry. */
    @Test
    void whoeverReadsTheEntryFindsTheFieldsInTheMdc() {
        Map<String, String> fields = Map.of("time", TIME.toString(), "decision", "allowed", "subject", "ray");

        assertThat(entry().getMdcCopy()).isEqualTo(fields);
        assertThat(new ExtLogRecord(entry()).getMdcCopy()).isEqualTo(fields);
        assertThat(entry().getMdc("subject")).isEqualTo("ray");
    }

    @Test
    void afterAFilterHasReadItEachFieldIsWrittenOnce() {
        AuditRecord entry = entry();
        assertThat(entry.getMdc("subject")).isEqualTo("ray");
        assertThat(entry.getMessage()).isEqualTo("time=2026-11-26T08:00:00.123456789Z decision=allowed subject=ray");

        assertThat(line(new JsonFormatter(), entry)).containsOnlyOnce("ray").containsOnlyOnce("allowed");
    }

    @Test
    void ecsHasTheNamesOfTheElasticCommonSchemaAtTheTopLevel() {
        AuditRecord entry = entry(fields -> fields.put("decision", "allowed")
                .put("tool", "read_notes")
                .put("subject", "ray")
                .put("client_address", "192.0.2.1")
                .put("actor_2", "desk"));

        assertThat(new JsonObject(formatter(with(format -> format.setZoneId("Z")), new FieldNames(Format.ECS))
                        .format(entry)))
                .isEqualTo(new JsonObject()
                        .put("@timestamp", "2026-11-26T08:00:00.123456789Z")
                        .put("log.logger", "scoped-gate.audit")
                        .put("log.level", "INFO")
                        .put("message", "audit event")
                        .put("ecs.version", "1.12.2")
                        .put("scoped_gate.decision", "allowed")
                        .put("event.action", "read_notes")
                        .put("user.id", "ray")
                        .put("client.address", "192.0.2.1")
                        .put("scoped_gate.actor_2", "desk"));
    }
}
