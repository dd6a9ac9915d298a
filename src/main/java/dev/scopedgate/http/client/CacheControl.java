package dev.scopedgate.http.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a response may be cached, according to its {@code Cache-Control} (RFC 9111 §5.2.2). */
final class CacheControl {

    /** Nine digits are thirty years; a value that is not a number is ignored. */
    private static final Pattern MAX_AGE = Pattern.compile("(?i)(?:^|[\\s,])max-age=\"?(\\d{1,9})(?!\\d)");

    private static final Pattern NO_REUSE = Pattern.compile("(?i)(?:^|[\\s,])no-(?:cache|store)(?:$|[\\s,])");

    private CacheControl() {}

    /** Reads all lines of the header; empty if none gives a time. */
    static Optional<Duration> maxAge(List<String> lines) {
        String directives = String.join(",", lines);
        if (NO_REUSE.matcher(directives).find()) {
            return Optional.of(Duration.ZERO);
        }
        Matcher maxAge = MAX_AGE.matcher(directives);
        return maxAge.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(maxAge.group(1)))) : Optional.empty();
    }
}
