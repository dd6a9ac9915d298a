package dev.scopedgate.connection;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How large a request may be, and how long it may take to arrive. */
@ConfigMapping(prefix = "scoped-notes.perimeter")
public interface ConnectionConfig {

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
