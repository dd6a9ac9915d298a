package dev.scopedgate.connection;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limits on the size of a request and on the time it may take to arrive. */
@ConfigMapping(prefix = "scoped-gate.perimeter")
public interface ConnectionConfig {

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
