package dev.scopedgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * An answer that fails when its event is queued loses neither its event nor later ones; an event ends the wait for it.
 */
class AuditQueueTest {

    @Test
    void aFailingAnswerDoesNotBlockLaterEvents() {
        AuditQueue queue = new AuditQueue(1);
        AuditEvent first = AuditEvent.now(fields -> {});
        AuditEvent breaking = AuditEvent.now(fields -> {});
        AuditEvent behind = AuditEvent.now(fields -> {});
        queue.take(first);
        queue.take(breaking).onComplete(taken -> {
            throw new IllegalStateException("its connection is gone");
        });
        Future<Void> last = queue.take(behind);

        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.poll()).isSameAs(breaking);
        assertThat(last.succeeded()).isTrue();
        assertThat(queue.poll()).isSameAs(behind);
        assertThat(queue.poll()).isNull();
    }

    /** Otherwise an event would be written only with the next summary. */
    @Test
    void anEventEndsTheWait() throws InterruptedException {
        waitEndsWith(queue -> queue.offer(AuditEvent.now(fields -> {})));
        waitEndsWith(AuditQueue::close);
    }

    private static void waitEndsWith(Consumer<AuditQueue> cause) throws InterruptedException {
        AuditQueue queue = new AuditQueue(16);
        Thread waiting = new Thread(() -> {
            try {
                queue.await(600);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        await().during(Duration.ofMillis(100)).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        cause.accept(queue);
        waiting.join(Duration.ofSeconds(60).toMillis());
        assertThat(waiting.isAlive()).isFalse();
    }
}
