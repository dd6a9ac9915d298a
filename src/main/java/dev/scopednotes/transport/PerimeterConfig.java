package dev.scopednotes.transport;

import dev.scopednotes.oauth.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Which host names and web pages may reach this server, and the bounds of one request. */
@ConfigMapping(prefix = "scoped-notes.perimeter")
interface PerimeterConfig {

    /**
     * Further {@code Host} values that are accepted besides the resource's own, {@code name} or {@code name:port},
     * compared exactly. Risk: a host name that you do not control enables DNS rebinding.
     */
    Optional<List<String>> allowedHosts();

    /**
     * Further {@code Origin} values that are accepted besides the resource's own, such as
     * {@code https://app.example.com}, compared exactly. Risk: pages of an origin that you do not trust can call this
     * server with the tokens that they obtain.
     */
    Optional<List<String>> allowedOrigins();

    /**
     * Host names, without a port, under which the management port answers besides IP addresses and {@code localhost},
     * for example that of a Service. Risk: a name that you do not control enables DNS rebinding.
     */
    Optional<List<String>> managementHosts();

    /**
     * Accepts every loopback {@code Origin}, on any port; meant for development. Risk in production: any program that
     * serves a page on a user's machine may call this server from it.
     */
    @WithDefault("false")
    boolean allowLoopbackOrigins();

    /**
     * The largest request body in bytes; larger ones are answered 413. A note of 10,000 characters takes up to 120,000
     * bytes, if each character is written as two escapes. Risk if too large: one request holds more memory. If it is
     * smaller than a note, that note cannot be added.
     */
    @WithDefault("131072")
    long maxBodyBytes();

    /**
     * How many JSON values one request body may hold, member names not counted; more are answered 400. Each takes about
     * 200 bytes of memory, however short it is. Risk if too many: one request holds more memory. Risk if too few: long
     * lists of arguments are refused.
     */
    @WithDefault("10000")
    int maxBodyValues();

    /**
     * How long a request body may take to arrive; after that, 408. Risk if too long: slow senders hold memory longer.
     * Risk if too short: callers on slow networks are refused.
     */
    @WithDefault("10s")
    DurationSetting maxBodyTime();

    /**
     * How long a request head may take to arrive, counted from its first byte; after that, the connection is closed.
     * Risk if too long: slow senders hold connections longer. Risk if too short: callers on slow networks are cut off.
     */
    @WithDefault("20s")
    DurationSetting maxHeadTime();
}
