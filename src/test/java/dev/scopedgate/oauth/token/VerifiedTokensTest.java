package dev.scopedgate.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.oauth.keys.VerificationKeys;
import dev.scopedgate.testsupport.IndependentSettings;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How the size and age of the cache end an entry; RememberedTokenTest has the other ends, VerificationKeysTest those
 * over HTTP.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(IndependentSettings.class)
class VerifiedTokensTest {

    @Inject
    AccessTokenVerifier verifier;

    @Inject
    VerifiedTokens remembered;

    @Inject
    VerificationKeys keys;

    @BeforeEach
    void awaitKeys() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> keys.all().iterator().next().available().isPresent());
    }

    private AccessToken verify(String token) {
        return verifier.verify(token, TokenHash.of(token), Start.waiting())
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    private boolean remembers(String token) {
        return remembered.find(TokenHash.of(token)).isPresent();
    }

    @Test
    void cachesVerifiedTokensAndNotRejectedOnes() {
        String good = TokenForge.bearer("notes:read");
        String expired = TokenForge.token("notes:read")
                .time("iat", -120)
                .time("exp", -60)
                .sign();

        assertThat(verify(good).scopes()).containsExactly("notes:read");
        assertThat(remembers(good)).isTrue();
        assertThat(verify(good)).isSameAs(verify(good));

        assertThatThrownBy(() -> verify(expired)).hasCauseInstanceOf(RefusedException.class);
        assertThat(remembers(expired)).isFalse();
    }

    @Test
    void aTokenThatDiffersInOneBitIsNotCached() {
        String good = TokenForge.bearer("notes:read");
        verify(good);
        int middle = good.length() - 100;
        char flipped = (char) (good.charAt(middle) ^ 1);
        String other = good.substring(0, middle) + flipped + good.substring(middle + 1);

        assertThat(remembers(other)).isFalse();
        assertThatThrownBy(() -> verify(other)).hasCauseInstanceOf(RefusedException.class);
        assertThat(remembers(good)).isTrue();
    }

    @Test
    void forgetsATokenAfterTheMaximumAge() {
        String lasting = TokenForge.bearer("notes:read");
        Instant begun = Instant.now();
        verify(lasting);
        assertThat(remembers(lasting)).isTrue();

        await().atMost(Duration.ofSeconds(10)).until(() -> !remembers(lasting));
        assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void cachesNoMoreThanTheConfiguredNumber() {
        var tokens = IntStream.range(0, 200)
                .mapToObj(
                        i -> TokenForge.token("notes:read").subject("user-" + i).sign())
                .toList();
        tokens.forEach(this::verify);

        await().atMost(Duration.ofSeconds(2))
                .until(() -> tokens.stream().filter(this::remembers).count() <= 50);
    }
}
