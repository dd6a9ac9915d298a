package dev.scopedgate.oauth.settings;

import dev.scopedgate.settings.DurationSetting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rejects durations of the resource server that are malformed or out of bounds. */
final class DurationSettings {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TENTH = Duration.ofMillis(100);

    private final ResourceServerConfig config;
    private final List<String> problems = new ArrayList<>();

    DurationSettings(ResourceServerConfig config) {
        this.config = config;
    }

    List<String> problems() {
        TokenConfig token = config.token();
        between(Duration.ZERO, Duration.ofMinutes(5), token.clockSkew(), "token.clock-skew", "30s");
        token.maxLifetime().ifPresent(max -> between(SECOND, YEAR, max, "token.max-lifetime", "1h"));
        between(Duration.ZERO, YEAR, config.tokenCache().maxAge(), "token-cache.max-age", "1m");
        KeysConfig keys = config.keys();
        between(SECOND, YEAR, keys.refreshInterval(), "keys.refresh-interval", "5m");
        between(SECOND, YEAR, keys.minRefreshInterval(), "keys.min-refresh-interval", "30s");
        between(SECOND, YEAR, keys.maxStale(), "keys.max-stale", "12h");
        checkMaxStale(keys);
        between(TENTH, Duration.ofSeconds(10), keys.unknownKeyInterval(), "keys.unknown-key-interval", "1s");
        between(TENTH, Duration.ofMinutes(1), keys.timeout(), "keys.timeout", "5s");
        between(TENTH, Duration.ofMinutes(1), config.introspection().timeout(), "introspection.timeout", "5s");
        between(Duration.ZERO, YEAR, config.discovery().cacheFor(), "discovery.cache-for", "1h");
        return problems;
    }

    private void checkMaxStale(KeysConfig keys) {
        if (problems.isEmpty()
                && keys.maxStale().read().compareTo(keys.refreshInterval().read()) <= 0) {
            problems.add("scoped-gate.keys.max-stale must be longer than scoped-gate.keys.refresh-interval, or the keys"
                    + " expire before they are fetched again, for example SCOPED_GATE_KEYS_MAX_STALE=12h");
        }
    }

    private void between(Duration min, Duration max, DurationSetting setting, String name, String example) {
        problems.addAll(setting.problems("scoped-gate." + name, min, max, example));
    }
}
