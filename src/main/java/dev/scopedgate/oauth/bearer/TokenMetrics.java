package dev.scopedgate.oauth.bearer;

import dev.scopedgate.metrics.Meters;
import dev.scopedgate.metrics.Meters.Meter;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.keys.IssuerKeys;
import dev.scopedgate.oauth.keys.VerificationKeys;
import dev.scopedgate.oauth.token.VerifiedTokens;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Metrics of refused tokens by reason, of the token cache, and of the age of the keys. Label values come only from this
 * code and the configured issuers, and every series exists from the start.
 */
@Singleton
final class TokenMetrics implements RefusalObserver {

    private final Map<RefusalReason, Runnable> refused = new EnumMap<>(RefusalReason.class);

    TokenMetrics(Meters metrics, VerificationKeys keys, VerifiedTokens remembered) {
        for (RefusalReason reason : RefusalReason.values()) {
            refused.put(
                    reason,
                    metrics.counter(Meter.of(
                            "scoped.gate.tokens.refused",
                            "Requests refused for their token, or for having none",
                            "reason",
                            reason.label())));
        }
        keys.all().forEach(issuer -> register(metrics, issuer));
        register(metrics, remembered);
    }

    private static void register(Meters metrics, IssuerKeys keys) {
        metrics.gauge(
                Meter.of(
                                "scoped.gate.keys.age",
                                "How long ago the keys of the issuer were last fetched; NaN: never",
                                "issuer",
                                keys.issuer())
                        .in("seconds"),
                () -> age(keys));
        fetches(metrics, keys, "ok", keys.fetches()::successes);
        fetches(metrics, keys, "failed", keys.fetches()::failures);
    }

    private static void fetches(Meters metrics, IssuerKeys keys, String outcome, DoubleSupplier total) {
        metrics.counter(
                Meter.of(
                        "scoped.gate.keys.fetches",
                        "Fetches of the keys of the issuer",
                        "issuer",
                        keys.issuer(),
                        "outcome",
                        outcome),
                total);
    }

    private static double age(IssuerKeys keys) {
        return keys.age().map(age -> age.toMillis() / 1000.0).orElse(Double.NaN);
    }

    private static void register(Meters metrics, VerifiedTokens remembered) {
        String description = "Lookups in the cache of verified tokens";
        metrics.counter(Meter.of("scoped.gate.token.cache.requests", description, "result", "hit"), remembered::hits);
        metrics.counter(
                Meter.of("scoped.gate.token.cache.requests", description, "result", "miss"), remembered::misses);
        metrics.gauge(
                Meter.of("scoped.gate.token.cache.size", "Tokens in the cache of verified tokens"), remembered::size);
    }

    @Override
    public void refused(TokenRefused refusal) {
        refused.get(refusal.reason()).run();
    }
}
