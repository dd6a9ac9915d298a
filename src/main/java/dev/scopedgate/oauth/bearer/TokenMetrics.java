package dev.scopedgate.oauth.bearer;

import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.keys.Fetches;
import dev.scopedgate.oauth.keys.IssuerKeys;
import dev.scopedgate.oauth.keys.VerificationKeys;
import dev.scopedgate.oauth.token.VerifiedTokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/**
 * Metrics of refused tokens by reason, of the token cache, and of the age of the keys. Label values come only from this
 * code and the configured issuers, and every series exists from the start.
 */
@Singleton
final class TokenMetrics implements RefusalObserver {

    private final Map<RefusalReason, Counter> refused = new EnumMap<>(RefusalReason.class);

    TokenMetrics(MeterRegistry metrics, VerificationKeys keys, VerifiedTokens remembered) {
        for (RefusalReason reason : RefusalReason.values()) {
            refused.put(
                    reason,
                    Counter.builder("scoped.gate.tokens.refused")
                            .description("Requests refused for their token, or for having none")
                            .tag("reason", reason.label())
                            .register(metrics));
        }
        keys.all().forEach(issuer -> register(metrics, issuer));
        register(metrics, remembered);
    }

    private static void register(MeterRegistry metrics, IssuerKeys keys) {
        Gauge.builder("scoped.gate.keys.age", keys, TokenMetrics::age)
                .description("How long ago the keys of the issuer were last fetched; NaN: never")
                .baseUnit("seconds")
                .tag("issuer", keys.issuer())
                .register(metrics);
        FunctionCounter.builder("scoped.gate.keys.fetches", keys.fetches(), Fetches::successes)
                .description("Fetches of the keys of the issuer")
                .tags("issuer", keys.issuer(), "outcome", "ok")
                .register(metrics);
        FunctionCounter.builder("scoped.gate.keys.fetches", keys.fetches(), Fetches::failures)
                .description("Fetches of the keys of the issuer")
                .tags("issuer", keys.issuer(), "outcome", "failed")
                .register(metrics);
    }

    private static double age(IssuerKeys keys) {
        return keys.age().map(age -> age.toMillis() / 1000.0).orElse(Double.NaN);
    }

    private static void register(MeterRegistry metrics, VerifiedTokens remembered) {
        FunctionCounter.builder("scoped.gate.token.cache.requests", remembered, VerifiedTokens::hits)
                .description("Lookups in the cache of verified tokens")
                .tag("result", "hit")
                .register(metrics);
        FunctionCounter.builder("scoped.gate.token.cache.requests", remembered, VerifiedTokens::misses)
                .description("Lookups in the cache of verified tokens")
                .tag("result", "miss")
                .register(metrics);
        Gauge.builder("scoped.gate.token.cache.size", remembered, VerifiedTokens::size)
                .description("Tokens in the cache of verified tokens")
                .register(metrics);
    }

    @Override
    public void refused(TokenRefused refusal) {
        refused.get(refusal.reason()).increment();
    }
}
