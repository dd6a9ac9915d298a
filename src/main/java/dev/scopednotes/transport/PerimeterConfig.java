package dev.scopednotes.transport;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which names and pages may reach this server besides the resource's own. */
@ConfigMapping(prefix = "scoped-notes.perimeter")
interface PerimeterConfig {

    /** Further {@code Host} values, {@code name} or {@code name:port}, exact. Wrong, and DNS rebinding comes through. */
    Optional<List<String>> allowedHosts();

    /** Further {@code Origin} values, such as {@code https://app.example.com}, exact. Wrong, and any page may call. */
    Optional<List<String>> allowedOrigins();

    /** Lets every page served from loopback call, on any port: for development. */
    @WithDefault("false")
    boolean allowLoopbackOrigins();

    /** The largest request body, in bytes. */
    @WithDefault("1048576")
    long maxBodyBytes();

    /** The longest that a request body may take to arrive. Longer, and slow senders hold memory longer. */
    @WithDefault("10s")
    Duration maxBodyTime();

    /**
     * The longest that a request head may take to arrive, from its first byte. Longer, and who sends a byte a second holds
     * connections longer; shorter, and honest callers on bad networks are cut off.
     */
    @WithDefault("20s")
    Duration maxHeadTime();

    /** How much of all request bodies together may be in memory, in bytes; beyond it requests are answered 503. */
    @WithDefault("67108864")
    long maxBodyBytesInFlight();
}
