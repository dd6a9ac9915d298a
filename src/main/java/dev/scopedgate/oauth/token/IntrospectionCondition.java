package dev.scopedgate.oauth.token;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Whether an introspection endpoint answers and accepts this server's credentials. Changes are logged, and a failure
 * again once a minute, so that neither a long nor an intermittent outage fills the log or is missed.
 */
final class IntrospectionCondition {

    private static final Logger LOG = Logger.getLogger(IntrospectionCondition.class);
    private static final Duration MIN_FAILURE = Duration.ofSeconds(10);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final URI endpoint;
    private final String credentials;
    private final LongSupplier nanoTime;

    /** Empty while the endpoint works. */
    private Optional<String> fault = Optional.empty();

    private boolean denied;
    private long since;
    private long loggedAt;
    private long unverified;

    /** @param credentials the names of their settings */
    IntrospectionCondition(URI endpoint, String credentials) {
        this(endpoint, credentials, System::nanoTime);
    }

    IntrospectionCondition(URI endpoint, String credentials, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    synchronized void answered() {
        // not sooner: an endpoint that fails only for some tokens would fill the log
        if (fault.isPresent() && nanoTime.getAsLong() - since > MIN_FAILURE.toNanos()) {
            fault = Optional.empty();
            LOG.infof("The introspection endpoint %s works again; %d tokens were not verified", endpoint, unverified);
        }
    }

    /** @param denies whether the endpoint rejects the credentials of this server */
    synchronized void failed(String reason, boolean denies) {
        long now = nanoTime.getAsLong();
        boolean begins = fault.isEmpty();
        if (begins) {
            since = now;
            unverified = 0;
        }
        unverified++;
        fault = Optional.of(reason);
        if (begins || denies != denied || now - loggedAt > LOG_INTERVAL.toNanos()) {
            loggedAt = now;
            denied = denies;
            LOG.warnf("%s", text());
        }
    }

    /** One line, without secrets. */
    synchronized String text() {
        return fault.map(reason -> denied
                        ? "The introspection endpoint %s rejects this server's credentials (%s): check %s; %d tokens were not verified in %d s"
                                .formatted(endpoint, reason, credentials, unverified, seconds())
                        : "The introspection endpoint %s failed (%s); %d tokens were not verified in %d s"
                                .formatted(endpoint, reason, unverified, seconds()))
                .orElse("introspection works");
    }

    private long seconds() {
        return Duration.ofNanos(nanoTime.getAsLong() - since).toSeconds();
    }
}
