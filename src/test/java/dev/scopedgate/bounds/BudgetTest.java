package dev.scopedgate.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.bounds.Budget.Lease;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds at most the total, at most a share per owner, and no entry for an owner that holds nothing. */
class BudgetTest {

    private final Budget budget = new Budget(100, 40);

    private Lease lease(Object owner, long bytes) {
        return budget.lease(owner, bytes).orElseThrow();
    }

    @Test
    void oneOwnerGetsAtMostItsShare() {
        lease("a", 30);

        assertThat(budget.lease("a", 11)).isEmpty();
        assertThat(budget.lease("a", 10)).isPresent();
        assertThat(budget.held()).isEqualTo(40);
        assertThat(budget.refused()).isEqualTo(1);
    }

    @Test
    void allOwnersTogetherGetAtMostTheTotal() {
        lease("a", 40);
        lease("b", 40);

        assertThat(budget.lease("c", 21)).isEmpty();
        assertThat(budget.lease("c", 20)).isPresent();
        assertThat(budget.held()).isEqualTo(100);
    }

    @Test
    void aLeaseGrowsWithinTheSameBoundsAndShrinks() {
        Lease lease = lease("a", 30);

        assertThat(lease.resize(41)).isFalse();
        assertThat(budget.held()).isEqualTo(30);
        assertThat(lease.resize(40)).isTrue();
        assertThat(lease.resize(5)).isTrue();
        assertThat(budget.held()).isEqualTo(5);
    }

    @Test
    void endingALeaseFreesItsBytesOnceAndKeepsNoOwner() {
        Lease first = lease("a", 40);
        Lease second = lease("b", 40);
        first.end();
        first.end();

        assertThat(budget.held()).isEqualTo(40);
        assertThat(first.resize(1)).isFalse();
        assertThat(budget.lease("c", 0)).isPresent();
        second.end();
        assertThat(budget.held()).isZero();
        assertThat(budget.owners()).isZero();
    }

    @Test
    void manyThreadsNeverExceedTheTotalAndGiveAllBack() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String owner = "owner-" + i % 3;
            threads.add(new Thread(() -> {
                for (int round = 0; round < 20_000; round++) {
                    budget.lease(owner, round % 50).ifPresent(lease -> {
                        lease.resize(7);
                        lease.end();
                    });
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(budget.held()).isZero();
        assertThat(budget.owners()).isZero();
    }
}
