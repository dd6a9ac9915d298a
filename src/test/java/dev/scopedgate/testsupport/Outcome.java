package dev.scopedgate.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/**
 * What an input did to an {@link ImageHeapServer}.
 *
 * @param output the end of what the server wrote
 * @param answers how long each call of the neighbour took while the input was sent and held
 * @param mostHeldBytes the most live heap at any measurement, less that before the input
 * @param residentBytes the most memory that the process ever had, heap and all
 * @param leftBytes live heap after the input was over, less that before it
 */
public record Outcome(
        boolean alive, String output, List<Duration> answers, long mostHeldBytes, long residentBytes, long leftBytes) {

    static final long MOST_LEFT_BYTES = 10_000_000;
    private static final long POD_BYTES = 768L * 1024 * 1024;
    private static final Duration NEIGHBOURS_BOUND = Duration.ofSeconds(2);

    /**
     * The server lives within the memory of its pod, the other client was answered, and the memory of the input is free
     * again.
     */
    public void assertUnharmed() {
        assertThat(alive).as("alive:%n%s", output).isTrue();
        assertThat(residentBytes).as("resident").isLessThan(POD_BYTES);
        assertThat(neighbours(0.9))
                .as("90 of 100 answers to the neighbour, %s", figures())
                .isLessThan(NEIGHBOURS_BOUND);
        assertThat(leftBytes).as("left in the heap").isLessThan(MOST_LEFT_BYTES);
    }

    /** No measurement had more live heap than that. */
    public void assertHeldAtMost(long bytes) {
        assertThat(mostHeldBytes).as("held in the heap").isLessThanOrEqualTo(bytes);
    }

    /** That share of the answers to the other client took no longer than this. */
    public Duration neighbours(double share) {
        List<Duration> sorted = answers.stream().sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    /** The figures, for a report. */
    public String figures() {
        return "held at most %,d bytes, left %,d, resident %,d; neighbour: median %d ms, 95th %d ms, longest %d ms of %d"
                .formatted(
                        mostHeldBytes,
                        leftBytes,
                        residentBytes,
                        neighbours(0.5).toMillis(),
                        neighbours(0.95).toMillis(),
                        neighbours(1).toMillis(),
                        answers.size());
    }
}
