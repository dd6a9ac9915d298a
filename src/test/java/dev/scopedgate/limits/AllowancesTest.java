package dev.scopedgate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.bounds.CallerAddress;
import dev.scopedgate.oauth.Subject;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That many per minute for each key, for a bounded number of keys. */
class AllowancesTest {

    private static final int FLOOD = 200_000;

    /** The default number. */
    private static final int KEPT = 20_000;

    private static final Subject RAY = new Subject("https://issuer.example.test", "ray");

    private final AtomicLong nanos = new AtomicLong();

    private final TimeMeter clock = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    private static <K> void useUp(Allowances<K> allowances, K key, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(allowances.take(key)).isZero();
        }
    }

    @Test
    void refillsAfterTheStatedTimeAndNotBefore() {
        var allowances = new Allowances<Subject>(30, KEPT, clock);
        useUp(allowances, RAY, 30);

        assertThat(allowances.take(RAY)).isEqualTo(2);
        assertThat(allowances.take(new Subject(RAY.issuer(), "mich"))).isZero();
        assertThat(allowances.take(new Subject("https://other.example.test", "ray")))
                .isZero();

        nanos.addAndGet(1_900_000_000L);
        assertThat(allowances.take(RAY)).isEqualTo(1);
        nanos.addAndGet(100_000_000L);
        assertThat(allowances.take(RAY)).isZero();
        assertThat(allowances.take(RAY)).isEqualTo(2);
    }

    @Test
    void aReturnedCallCanBeTakenAgainUpToTheLimit() {
        var allowances = new Allowances<Subject>(2, KEPT, clock);
        useUp(allowances, RAY, 2);
        allowances.giveBack(RAY);
        useUp(allowances, RAY, 1);
        assertThat(allowances.take(RAY)).isPositive();

        IntStream.range(0, 5).forEach(i -> allowances.giveBack(RAY));
        useUp(allowances, RAY, 2);
        assertThat(allowances.take(RAY)).isPositive();
    }

    @Test
    void boundsTheNumberOfAddresses() {
        var allowances = new Allowances<CallerAddress>(30, KEPT, clock);

        flood(allowances, i -> new CallerAddress(i, true));

        assertThat(allowances.size()).isLessThanOrEqualTo(KEPT);
    }

    @Test
    void aFloodOfSubjectsIsBoundedAndDoesNotResetALimitedCaller() {
        var allowances = new Allowances<Subject>(30, KEPT, clock);
        useUp(allowances, RAY, 30);

        flood(allowances, i -> i % 500 == 0 ? RAY : new Subject(RAY.issuer(), "subject " + i));

        assertThat(allowances.size()).isLessThanOrEqualTo(KEPT);
        assertThat(allowances.take(RAY)).isPositive();
    }

    private static <K> void flood(Allowances<K> allowances, IntFunction<K> key) {
        IntStream.range(0, FLOOD).forEach(i -> allowances.take(key.apply(i)));
    }
}
