package dev.scopedgate.oauth.settings;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.WithDefault;

/** How the issuers' keys are fetched and kept. */
public interface KeysConfig {
    /**
     * The longest time between two fetches of an issuer's keys. Risk if too long: a withdrawn key is trusted
     * longer.
     */
    @WithDefault("5m")
    DurationSetting refreshInterval();

    /**
     * The shortest time between two scheduled fetches, when the issuer's {@code Cache-Control} asks for less or
     * forbids caching. Risk if too short: that issuer is asked very often. Risk if too long: a withdrawn key is
     * trusted longer than the issuer asks.
     */
    @WithDefault("30s")
    DurationSetting minRefreshInterval();

    /**
     * How long keys are used while the issuer cannot be reached; after that, calls are answered 503. Must be longer
     * than {@code refresh-interval}. Risk if too long: a key withdrawn during the outage is trusted longer. Risk if
     * too short: an outage of the issuer soon becomes one of this server.
     */
    @WithDefault("12h")
    DurationSetting maxStale();

    /**
     * The shortest time between two fetches that unknown key ids cause. Risk if too short: a stranger can cause
     * many fetches. Risk if too long: the first calls with a new key wait longer.
     */
    @WithDefault("1s")
    DurationSetting unknownKeyInterval();

    /**
     * How long one request to the issuer may take. A call waits for a key at most this long plus
     * {@code unknown-key-interval}, and is then answered 503. Risk if too long: calls wait longer. Risk if too
     * short: a slow issuer counts as unreachable.
     */
    @WithDefault("5s")
    DurationSetting timeout();
}
