package dev.scopedgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.audit.AuditConfig.Format;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.stream.IntStream;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.OutputStreamHandler;
import org.junit.jupiter.api.Test;

/** Handlers with a known JSON format write a batch at once and every line whole; the others are used as they are. */
class LogHandlersTest {

    private final LogContext context = LogContext.create(true);
    private final Logger root = context.getLogger("");
    private final Logger logger = context.getLogger("scoped-gate.audit");
    private final LogHandlers handlers = new LogHandlers(logger, new FieldNames(Format.LOG));

    /** Each element is written at once. */
    private final List<String> written = new CopyOnWriteArrayList<>();

    private final OutputStream stream = new OutputStream() {
        @Override
        public void write(int one) {
            throw new UnsupportedOperationException("one byte is a write of its own");
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            written.add(new String(bytes, from, length, StandardCharsets.UTF_8));
        }
    };

    private OutputStreamHandler added(Logger to, Formatter format) {
        OutputStreamHandler handler = new OutputStreamHandler(stream, format);
        to.addHandler(handler);
        return handler;
    }

    private void log(int number) {
        logger.logRaw(new AuditRecord(AuditEvent.now(fields -> fields.put("n", Integer.toString(number)))));
    }

    private void batch(int from, int to) {
        handlers.beginBatch();
        IntStream.range(from, to).forEach(this::log);
        handlers.endBatch();
    }

    private List<String> numbers() {
        return String.join("", written)
                .lines()
                .map(line -> new JsonObject(line).getJsonObject("mdc").getString("n"))
                .toList();
    }

    @Test
    void aBatchIsWrittenAtOnce() {
        OutputStreamHandler handler = added(root, new JsonFormatter());

        batch(0, 10);
        assertThat(written).hasSize(1);
        assertThat(numbers()).isEqualTo(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
        assertThat(handler.isAutoFlush()).isTrue();

        root.log(Level.WARN, "another entry");
        assertThat(written).hasSize(2).last().asString().contains("another entry", "threadName");
    }

    @Test
    void anotherEntryInABatchKeepsItsPlace() {
        added(root, new JsonFormatter());

        handlers.beginBatch();
        log(0);
        assertThat(written).isEmpty();
        root.log(Level.WARN, "another entry");
        // nobody waits for the end of the batch
        assertThat(String.join("", written)).contains("\"n\":\"0\"", "another entry");
        log(1);
        handlers.endBatch();

        assertThat(String.join("", written).lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"n\":\"0\""),
                        second -> assertThat(second).contains("another entry"),
                        third -> assertThat(third).contains("\"n\":\"1\""));
    }

    @Test
    void aHandlerThatFailsDoesNotHoldTheOthersBack() {
        OutputStreamHandler failing = new OutputStreamHandler(stream, new JsonFormatter()) {
            @Override
            public void setAutoFlush(boolean autoFlush) {
                super.setAutoFlush(autoFlush);
                if (autoFlush && getFormatter() instanceof AuditFormatter) {
                    throw new IllegalStateException("cannot flush");
                }
            }
        };
        root.addHandler(failing);
        OutputStreamHandler handler = added(root, new JsonFormatter());

        handlers.beginBatch();
        log(0);
        assertThatThrownBy(handlers::endBatch).hasMessage("cannot flush");

        assertThat(handler.isAutoFlush()).isTrue();
        assertThat(numbers()).contains("0");
        root.removeHandler(failing);
        batch(1, 2);
        assertThat(numbers()).endsWith("1");
    }

    /** Even if something else writes to the same file. */
    @Test
    void noLineIsWrittenInTwoParts() {
        added(root, new JsonFormatter());

        batch(0, 1000);

        assertThat(numbers()).hasSize(1000);
        assertThat(written).hasSizeBetween(2, 100).allMatch(part -> part.startsWith("{") && part.endsWith("}\n"));
    }

    @Test
    void eachHandlerIsFoundWhereverItIsNow() {
        batch(0, 1);
        added(logger, new JsonFormatter());
        batch(1, 2);
        logger.setUseParentHandlers(false);
        OutputStreamHandler unused = added(root, new JsonFormatter());
        batch(2, 3);
        assertThat(numbers()).containsExactly("1", "2");
        assertThat(unused.getFormatter()).isExactlyInstanceOf(JsonFormatter.class);

        logger.setUseParentHandlers(true);
        batch(3, 4);
        assertThat(numbers()).containsExactly("1", "2", "3", "3");
        assertThat(written).allMatch(line -> !line.contains("threadName"));
    }

    @Test
    void aHandlerBehindAThreadOfItsOwnHasTheFormatToo() {
        AsyncHandler async = new AsyncHandler();
        OutputStreamHandler behind = new OutputStreamHandler(stream, new JsonFormatter());
        async.addHandler(behind);
        root.addHandler(async);

        handlers.beginBatch();
        log(0);
        assertThat(behind.isAutoFlush()).isTrue();
        await().until(() -> !written.isEmpty());
        handlers.endBatch();
        async.close();

        assertThat(numbers()).containsExactly("0");
        assertThat(written).noneMatch(line -> line.contains("threadName"));
    }

    @Test
    void aHandlerThatIsFlushedByItsOwnerStaysSo() {
        OutputStreamHandler handler = added(root, new JsonFormatter());
        handler.setAutoFlush(false);

        batch(0, 1);

        assertThat(handler.isAutoFlush()).isFalse();
        assertThat(written).isEmpty();
    }

    /** It may add what only it knows. */
    @Test
    void anApplicationsOwnFormatIsNotReplaced() {
        JsonFormatter own = new JsonFormatter() {
            @Override
            protected void after(Generator generator, org.jboss.logmanager.ExtLogRecord entry) throws Exception {
                generator.add("tenant", "acme");
            }
        };
        OutputStreamHandler handler = added(root, own);

        batch(0, 1);

        assertThat(handler.getFormatter()).isSameAs(own);
        assertThat(written).singleElement().asString().contains("\"tenant\":\"acme\"", "time=");
    }

    @Test
    void textIsWrittenAsBefore() {
        added(root, new PatternFormatter("%s%n"));

        batch(0, 2);

        assertThat(written).hasSize(2).allMatch(line -> line.matches("time=\\S+ n=\\d\n"));
    }
}
