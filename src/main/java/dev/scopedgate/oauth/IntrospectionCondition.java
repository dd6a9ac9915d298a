package dev.scopedgate.oauth;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Whether an introspection endpoint answers, and lets this server in: told in the log when that changes and once a minute
 * while it does not, so that neither an outage of any length nor one that comes and goes fills the log or is missed in it.
 */
public final class IntrospectionCondition {

    private static final Logger LOG = Logger.getLogger(IntrospectionCondition.class);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final URI endpoint;
    private final String credentials;
    private final LongSupplier nanoTime;

    /** Nothing while it answers. */
    private Optional<String> fault = Optional.empty();

    private boolean denied;
    private long since;
    private long toldAt;
    private long unjudged;

    /** @param credentials the settings in which they stand */
    public IntrospectionCondition(URI endpoint, String credentials) {
        this(endpoint, credentials, System::nanoTime);
    }

    public IntrospectionCondition(URI endpoint, String credentials, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    public synchronized void answered() {
        // not sooner: an issuer that answers one token and fails at another would fill the log
        if (fault.isPresent() && nanoTime.getAsLong() - since > QUIET.toNanos()) {
            fault = Optional.empty();
            LOG.infof("The introspection endpoint %s answers again; %d tokens were not judged", endpoint, unjudged);
        }
    }

    /** @param denies whether it answers, but not to these credentials */
    public synchronized void failed(String reason, boolean denies) {
        long now = nanoTime.getAsLong();
        boolean begins = fault.isEmpty();
        if (begins) {
            since = now;
            unjudged = 0;
        }
        unjudged++;
        fault = Optional.of(reason);
        if (begins || denies != denied || now - toldAt > AGAIN.toNanos()) {
            toldAt = now;
            denied = denies;
            LOG.warnf("%s", text());
        }
    }

    /** In one line; holds no secret. */
    public synchronized String text() {
        return fault.map(reason -> denied
                        ? "The introspection endpoint %s does not let this server in (%s): check %s; %d tokens were not judged for %d s"
                                .formatted(endpoint, reason, credentials, unjudged, seconds())
                        : "The introspection endpoint %s gives no answer (%s); %d tokens were not judged for %d s"
                                .formatted(endpoint, reason, unjudged, seconds()))
                .orElse("introspection answers");
    }

    private long seconds() {
        return Duration.ofNanos(nanoTime.getAsLong() - since).toSeconds();
    }
}
