package dev.scopedgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

/** An answer that fails when its event is queued loses neither its event nor later ones. */
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
}
