package dev.scopedgate.audit;

import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Times in a date format. What is the same within a second is formatted once a second. Not for several threads. */
final class TimeText {

    private static final int SAMPLE_NANOS = 987_654_321;
    private static final int OTHER_NANOS = 123_456_789;
    private static final int FEW_NANOS = 1;
    private static final int HIGHEST_DIGIT = 100_000_000;

    private final DateTimeFormatter format;
    private long second = Long.MIN_VALUE;
    private boolean showsNanos;
    private String before;
    private String after;

    TimeText(DateTimeFormatter format) {
        this.format = format;
    }

    void append(Instant time, StringBuilder to) {
        if (time.getEpochSecond() != second) {
            begin(time.getEpochSecond());
        }
        // a format may leave out zeros at the end
        if (!showsNanos || time.getNano() % 10 == 0) {
            format.formatTo(time, to);
            return;
        }
        to.append(before);
        for (int digit = HIGHEST_DIGIT; digit > 0; digit /= 10) {
            to.append((char) ('0' + time.getNano() / digit % 10));
        }
        to.append(after);
    }

    private void begin(long newSecond) {
        String digits = Integer.toString(SAMPLE_NANOS);
        String sample = format.format(Instant.ofEpochSecond(newSecond, SAMPLE_NANOS));
        int at = Math.max(0, sample.indexOf(digits));
        second = newSecond;
        before = sample.substring(0, at);
        after = sample.substring(Math.min(sample.length(), at + digits.length()));
        showsNanos = isWhole(SAMPLE_NANOS) && isWhole(OTHER_NANOS) && isWhole(FEW_NANOS);
    }

    /** Whether nothing but the nine digits changes within the second. */
    private boolean isWhole(int nanos) {
        return format.format(Instant.ofEpochSecond(second, nanos)).equals("%s%09d%s".formatted(before, nanos, after));
    }
}
