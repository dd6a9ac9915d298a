package dev.scopedgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events are written in order; droppable events are dropped only when the queue is nearly full, and are counted. */
class AuditLogTest {

    private static final int SIZE = 16;

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final Semaphore mayWrite = new Semaphore(0);
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final AuditLog log = new AuditLog(SIZE, new Slow(), List::of);

    private final class Slow implements AuditSink {
        @Override
        public void write(AuditEvent event) {
            mayWrite.acquireUninterruptibly();
            written.add(event.fields().asText().replaceFirst("time=\\S+ ", ""));
        }

        @Override
        public void endBatch() {
            batches.add(written.size());
        }
    }

    private static AuditEvent event(int number) {
        return AuditEvent.now(fields -> fields.put("n", Integer.toString(number)));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "n=" + number).toList();
    }

    @AfterEach
    void end() {
        mayWrite.release(1000);
        log.stop(Duration.ofSeconds(10));
    }

    /** The writer holds one event, so that the queue is empty. */
    private void stick() {
        log.take(event(0));
        await().until(mayWrite::hasQueuedThreads);
    }

    @Test
    void dropsDroppableEventsAboveThreeQuartersAndTakesTheOthers() {
        stick();
        for (int number = 1; number <= 12; number++) {
            assertThat(log.offer(event(number))).isTrue();
        }
        assertThat(log.offer(event(13))).isFalse();
        assertThat(log.dropped()).isEqualTo(1);
        assertThat(log.take(event(13)).isComplete()).isTrue();
    }

    @Test
    void waitingEventsCompleteInOrder() {
        stick();
        List<Future<Void>> taken = IntStream.rangeClosed(1, SIZE + 2)
                .mapToObj(number -> log.take(event(number)))
                .toList();
        assertThat(taken.stream().filter(Future::isComplete)).hasSize(SIZE);

        mayWrite.release();
        await().until(() -> taken.get(SIZE).isComplete());
        assertThat(taken.get(SIZE + 1).isComplete()).isFalse();

        mayWrite.release(1000);
        await().untilAsserted(() -> assertThat(written).isEqualTo(numbers(0, SIZE + 3)));
        assertThat(taken).allMatch(Future::succeeded);
    }

    @Test
    void stopWritesAllQueuedEventsAndLaterOnes() {
        stick();
        for (int number = 1; number <= 2 * SIZE; number++) {
            log.take(event(number));
        }
        mayWrite.release(1000);

        log.stop(Duration.ofSeconds(10));
        assertThat(written).isEqualTo(numbers(0, 2 * SIZE + 1));

        assertThat(log.take(event(2 * SIZE + 1)).isComplete()).isTrue();
        assertThat(written).isEqualTo(numbers(0, 2 * SIZE + 2));
    }

    /** Otherwise denials would wait forever from then on. */
    @Test
    void aFailingHandlerLosesOnlyItsEvent() {
        AuditSink sink = new AuditSink() {
            @Override
            public void write(AuditEvent event) {
                String text = event.fields().asText();
                if (text.endsWith("n=1")) {
                    throw new NoClassDefFoundError("a broken handler");
                }
                written.add(text.replaceFirst("time=\\S+ ", ""));
            }

            @Override
            public void endBatch() {}
        };
        AuditLog breaking = new AuditLog(SIZE, sink, List::of);
        breaking.take(event(1));
        breaking.take(event(2));
        breaking.stop(Duration.ofSeconds(10));

        assertThat(written).contains("n=2").doesNotContain("n=1");
        assertThat(breaking.dropped()).isEqualTo(1);
    }

    @Test
    void aHandlerThatCannotFlushDoesNotEndTheWriting() {
        AuditSink sink = new AuditSink() {
            @Override
            public void write(AuditEvent event) {
                written.add(event.fields().asText().replaceFirst("time=\\S+ ", ""));
            }

            @Override
            public void endBatch() {
                throw new IllegalStateException("a broken handler");
            }
        };
        AuditLog breaking = new AuditLog(SIZE, sink, List::of);
        breaking.take(event(1));
        await().until(() -> breaking.dropped() > 0);
        breaking.take(event(2));

        await().until(() -> written.contains("n=2"));
        breaking.stop(Duration.ofSeconds(10));
    }

    /** Several events may be in one batch, and none stays in it. */
    @Test
    void aBatchEndsWhenTheQueueIsEmpty() {
        mayWrite.release(1000);
        for (int number = 0; number < 5; number++) {
            log.offer(event(number));
        }

        await().until(() -> batches.contains(5));
        log.offer(event(5));
        await().until(() -> batches.contains(6));
    }

    @Test
    void whatIsWrittenAtTheEndIsABatchToo() {
        mayWrite.release(1000);
        log.stop(Duration.ofSeconds(10));
        log.take(event(0));

        assertThat(batches).endsWith(1);
    }

    @Test
    void stopEndsAfterItsTimeout() {
        stick();

        long began = System.nanoTime();
        log.stop(Duration.ofMillis(200));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(written).isEmpty();
    }
}
