package dev.scopedgate.oauth.keys;

import dev.scopedgate.http.client.ForeignText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Counts and logs the fetches of one issuer's keys. The log has one line for each change of the unused entries, and one
 * in ten seconds for failures. One thread at a time reports fetches; any thread may read.
 */
public final class Fetches {

    private static final Logger LOG = Logger.getLogger(Fetches.class);
    private static final Duration WARN_INTERVAL = Duration.ofSeconds(10);

    private final String issuer;
    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile Optional<String> lastFailure = Optional.empty();
    private boolean unreachable;
    private long warnedAt;
    private List<String> loggedSkipped = List.of();

    Fetches(String issuer) {
        this.issuer = issuer;
    }

    void succeeded(KeySet keys) {
        if (successes() == 0) {
            LOG.infof("Keys of issuer %s received", issuer);
        }
        successes.increment();
        unreachable = false;
        lastFailure = Optional.empty();
        if (!keys.skipped().equals(loggedSkipped)) {
            loggedSkipped = keys.skipped();
            if (!loggedSkipped.isEmpty()) {
                LOG.logf(
                        keys.isFaulty() ? Level.WARN : Level.INFO,
                        "%d keys of issuer %s are not used: %s",
                        loggedSkipped.size(),
                        issuer,
                        keys.skippedInShort());
            }
        }
    }

    /** @param cached whether earlier keys are still in use */
    void failed(Throwable cause, boolean cached) {
        failures.increment();
        String reason = ForeignText.message(cause);
        lastFailure = Optional.of(reason);
        if (unreachable && System.nanoTime() - warnedAt < WARN_INTERVAL.toNanos()) {
            // unknown key ids cause a fetch per second, which must not fill the log
            return;
        }
        unreachable = true;
        warnedAt = System.nanoTime();
        LOG.warnf(
                "The keys of issuer %s could not be fetched (%s); %s",
                issuer, reason, cached ? "the cached keys stay in use" : "its tokens cannot be verified until then");
    }

    /** Why the last fetch failed; empty if it succeeded. */
    Optional<String> lastFailure() {
        return lastFailure;
    }

    public long successes() {
        return successes.sum();
    }

    public long failures() {
        return failures.sum();
    }
}
