package dev.scopedgate.oauth.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.bound.SeenProofs.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A proof is accepted once, in bounded memory, and nobody can take the memory of others (RFC 9449 §11.1). */
class SeenProofsTest {

    private static final long NOW = 1_800_000_000L;
    private static final Duration ACCEPTED_FOR = Duration.ofSeconds(90);
    private static final AccessToken RAY = Verifiers.bound(ClientKeys.EC, "ray");
    private static final AccessToken MICH = Verifiers.bound(ClientKeys.EC, "mich");

    private long now = NOW;
    private final InstantSource clock = () -> Instant.ofEpochSecond(now);

    private SeenProofs seen(int capacity) {
        return new SeenProofs(capacity, ACCEPTED_FOR, clock);
    }

    @Test
    void acceptsEachProofOnceWhateverItsTimeAndToken() {
        SeenProofs seen = seen(1000);

        assertThat(seen.add(RAY, "one", NOW)).isEqualTo(Verdict.NEW);
        assertThat(seen.add(RAY, "one", NOW)).isEqualTo(Verdict.SEEN);
        assertThat(seen.add(RAY, "one", NOW - 5)).isEqualTo(Verdict.SEEN);
        // another token of the same key
        assertThat(seen.add(MICH, "one", NOW)).isEqualTo(Verdict.SEEN);
        assertThat(seen.add(RAY, "One", NOW)).isEqualTo(Verdict.NEW);
        assertThat(seen.add(Verifiers.bound(ClientKeys.OTHER, "ray"), "one", NOW))
                .isEqualTo(Verdict.NEW);
    }

    @Test
    void remembersUntilTheProofIsTooOldAndNotForever() {
        SeenProofs seen = seen(1000);
        seen.add(RAY, "one", NOW);
        now = NOW + ACCEPTED_FOR.toSeconds();
        assertThat(seen.add(RAY, "one", NOW)).isEqualTo(Verdict.SEEN);

        now += 120;
        seen.add(RAY, "two", now);
        assertThat(seen.size()).isEqualTo(1);
    }

    @Test
    void ofConcurrentRequestsWithOneProofOneIsAccepted() throws Exception {
        SeenProofs seen = seen(10_000);
        int threads = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CyclicBarrier together = new CyclicBarrier(threads);
        try {
            for (int round = 0; round < 200; round++) {
                String jti = "round" + round;
                List<Future<Verdict>> verdicts = IntStream.range(0, threads)
                        .mapToObj(i -> executor.submit(() -> {
                            together.await();
                            return seen.add(RAY, jti, NOW);
                        }))
                        .toList();
                int accepted = 0;
                for (Future<Verdict> verdict : verdicts) {
                    accepted += verdict.get() == Verdict.NEW ? 1 : 0;
                }
                assertThat(accepted).isEqualTo(1);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void oneSubjectGetsAnEighthWhenHalfIsUsedWithHoweverManyKeys() {
        SeenProofs seen = seen(800);
        for (int i = 0; i < 400; i++) {
            AccessToken key = i % 2 == 0 ? RAY : Verifiers.bound(ClientKeys.OTHER, "ray");
            assertThat(seen.add(key, "ray" + i, NOW)).isEqualTo(Verdict.NEW);
        }

        assertThat(seen.add(RAY, "ray more", NOW)).isEqualTo(Verdict.FULL);
        assertThat(seen.add(MICH, "mich", NOW)).isEqualTo(Verdict.NEW);
        // a replay is not told to try again
        assertThat(seen.add(RAY, "ray0", NOW)).isEqualTo(Verdict.SEEN);
    }

    @Test
    void forgetsTheOldestWhenFullAndThenRefusesAllOfThatAge() {
        SeenProofs seen = seen(800);
        for (int i = 0; i < 800; i++) {
            assertThat(seen.add(Verifiers.bound(ClientKeys.EC, "subject" + i % 40), "jti" + i, NOW - 80 + i / 10))
                    .isEqualTo(Verdict.NEW);
        }
        assertThat(seen.size()).isEqualTo(800);

        assertThat(seen.add(MICH, "mich", NOW)).isEqualTo(Verdict.NEW);
        assertThat(seen.size()).isLessThanOrEqualTo(800);
        // forgotten, and yet not accepted again
        assertThat(seen.add(Verifiers.bound(ClientKeys.EC, "subject0"), "jti0", NOW - 80))
                .isEqualTo(Verdict.FORGOTTEN);
        assertThat(seen.add(MICH, "as old", NOW - 80)).isEqualTo(Verdict.FORGOTTEN);
        assertThat(seen.add(MICH, "a second younger", NOW - 79)).isEqualTo(Verdict.NEW);
    }

    @Test
    void proofsThatAreMadeAheadDoNotPushOutThoseOfNow() {
        SeenProofs seen = seen(800);
        int accepted = 0;
        for (int i = 0; i < 2000; i++) {
            accepted +=
                    seen.add(Verifiers.bound(ClientKeys.EC, "subject" + i % 100), "jti" + i, NOW + 30) == Verdict.NEW
                            ? 1
                            : 0;
        }

        assertThat(accepted).isEqualTo(200);
        assertThat(seen.add(MICH, "mich", NOW)).isEqualTo(Verdict.NEW);
    }

    @Test
    void oneSubjectThatMakesProofsAheadLeavesRoomForTheClocksOfOthers() {
        SeenProofs seen = seen(800);
        for (int i = 0; i < 800; i++) {
            seen.add(RAY, "ray" + i, NOW + 29);
        }

        assertThat(seen.add(RAY, "ray more", NOW + 1)).isEqualTo(Verdict.FULL);
        assertThat(seen.add(MICH, "mich", NOW + 1)).isEqualTo(Verdict.NEW);
    }

    @Test
    void isFullWhenAllWereMadeInThisSecond() {
        SeenProofs seen = seen(800);
        for (int i = 0; i < 800; i++) {
            seen.add(Verifiers.bound(ClientKeys.EC, "subject" + i % 40), "jti" + i, NOW);
        }

        assertThat(seen.add(MICH, "mich", NOW)).isEqualTo(Verdict.FULL);
        now++;
        assertThat(seen.add(MICH, "mich", now)).isEqualTo(Verdict.NEW);
        assertThat(seen.add(RAY, "jti0", NOW)).isEqualTo(Verdict.FORGOTTEN);
    }
}
