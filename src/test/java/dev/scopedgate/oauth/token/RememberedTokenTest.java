package dev.scopedgate.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.bearer.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** When a cached token ends other than by the size or age of the cache, and that the cache can be turned off. */
class RememberedTokenTest {

    private static final TokenHash HASH = TokenHash.of("a token");

    private static VerifiedTokens remembering(String entries) {
        return new VerifiedTokens(Start.config(
                Map.of("SCOPED_GATE_TOKEN_CACHE_MAX_ENTRIES", entries, "SCOPED_GATE_TOKEN_CACHE_MAX_AGE", "1h")));
    }

    private static AccessToken token(Instant expiresAt) {
        return new AccessToken(
                "ray",
                Optional.empty(),
                Set.of("notes:read"),
                Optional.empty(),
                "https://issuer.example.test",
                expiresAt,
                "jti:1");
    }

    private static AccessToken lasting() {
        return token(Instant.now().plusSeconds(3600));
    }

    @Test
    void endsAtExpWithoutClockSkew() {
        VerifiedTokens remembered = remembering("10");
        Instant exp = Instant.now().plusSeconds(1);
        remembered.remember(HASH, token(exp), () -> true);
        remembered.remember(TokenHash.of("lasting"), lasting(), () -> true);

        await().pollInterval(Duration.ofMillis(10))
                .until(() -> remembered.find(HASH).isEmpty());

        assertThat(Instant.now()).isBetween(exp, exp.plusSeconds(5));
        assertThat(remembered.find(TokenHash.of("lasting"))).isPresent();
    }

    @Test
    void endsWhenItsKeyIsWithdrawnAndDoesNotComeBack() {
        VerifiedTokens remembered = remembering("10");
        AtomicBoolean vouchedFor = new AtomicBoolean(true);
        remembered.remember(HASH, lasting(), vouchedFor::get);
        assertThat(remembered.find(HASH)).isPresent();

        vouchedFor.set(false);
        assertThat(remembered.find(HASH)).isEmpty();
        vouchedFor.set(true);
        assertThat(remembered.find(HASH)).isEmpty();
    }

    @Test
    void cachesNothingWhenTurnedOff() {
        VerifiedTokens off = remembering("0");
        off.remember(HASH, lasting(), () -> true);
        assertThat(off.find(HASH)).isEmpty();
        assertThat(off.size()).isZero();

        VerifiedTokens one = remembering("1");
        one.remember(HASH, lasting(), () -> true);
        assertThat(one.find(HASH)).isPresent();
    }
}
