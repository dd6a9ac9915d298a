package dev.scopednotes.transport;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Which names and pages may reach this server besides the resource's own. */
@ConfigMapping(prefix = "scoped-notes.perimeter")
interface PerimeterConfig {

    /**
     * Further {@code Host} values, {@code name} or {@code name:port}, exact, besides the resource's own. A name that
     * somebody else's DNS answers for, and DNS rebinding comes through.
     */
    Optional<List<String>> allowedHosts();

    /**
     * Further {@code Origin} values, such as {@code https://app.example.com}, exact, besides the resource's own. One
     * too many, and its pages may call with the tokens that they get hold of.
     */
    Optional<List<String>> allowedOrigins();

    /**
     * Names, without a port, under which the management port answers besides IP addresses and {@code localhost}: that of a
     * Service through which it is scraped, for example. Risk: a name that you do not control enables DNS rebinding.
     */
    Optional<List<String>> managementHosts();

    /**
     * Lets every page served from loopback call, on any port: for development. In production, and any program that
     * serves a page on a user's machine may call from there.
     */
    @WithDefault("false")
    boolean allowLoopbackOrigins();

    /**
     * The largest request body, in bytes; beyond it 413. A note of 10,000 characters takes up to 120,000, each written as two
     * escapes. Larger, and one request holds more memory; smaller than a note, and that cannot be added.
     */
    @WithDefault("131072")
    long maxBodyBytes();

    /**
     * How many JSON values one request body may hold, names of members not counted; beyond it 400. Each takes some 200 bytes
     * of memory, however short it is. More, and one request holds more memory; fewer, and long lists of arguments are
     * refused.
     */
    @WithDefault("10000")
    int maxBodyValues();

    /**
     * How long a request body may take to arrive; then 408. Longer, and slow senders hold memory longer; shorter, and
     * slow networks are shut out.
     */
    @WithDefault("10s")
    DurationSetting maxBodyTime();

    /**
     * How long a request head may take to arrive, from its first byte; then the connection ends. Longer, and who sends a
     * byte a second holds connections longer; shorter, and honest callers on bad networks are cut off.
     */
    @WithDefault("20s")
    DurationSetting maxHeadTime();
}
