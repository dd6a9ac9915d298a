package dev.scopedgate.oauth.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.TokenIdentity;
import dev.scopedgate.oauth.Waiting;
import dev.scopedgate.oauth.keys.VerificationKeys;
import dev.scopedgate.oauth.signatures.Signatures;
import dev.scopedgate.oauth.token.AccessTokenVerifier;
import dev.scopedgate.oauth.token.ApplicationTokens;
import dev.scopedgate.oauth.token.OpaqueTokens;
import dev.scopedgate.oauth.token.VerificationTimer;
import dev.scopedgate.oauth.token.VerifiedTokens;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.Future;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A verification that fails internally is answered completely and without any part of the token. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(UnjudgedTokenTest.Broken.class)
class UnjudgedTokenTest {

    /** And what ServerWithoutScopesTest needs, which presents no token. */
    public static class Broken implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(BrokenVerifier.class, ServerWithoutScopesTest.NoScopes.class);
        }
    }

    private static volatile boolean alsoTheLookup;

    @Alternative
    @Singleton
    static class BrokenVerifier extends AccessTokenVerifier {

        BrokenVerifier(
                ResourceServer server,
                VerificationKeys keys,
                ApplicationTokens application,
                OpaqueTokens opaque,
                VerifiedTokens verifiedTokens,
                VerificationTimer timer,
                Signatures signatures) {
            super(server, keys, application, opaque, verifiedTokens, timer, signatures);
        }

        @Override
        public Optional<TokenIdentity> remembered(TokenHash hash) {
            if (alsoTheLookup) {
                throw new IllegalStateException("cannot look up " + hash);
            }
            return Optional.empty();
        }

        @Override
        public Future<AccessToken> verify(String token, TokenHash hash, Waiting waiting) {
            throw new IllegalStateException("cannot make anything of " + token);
        }
    }

    @ParameterizedTest(name = "the lookup too: {0}")
    @ValueSource(booleans = {false, true})
    void theCallIsRefused(boolean lookup) {
        alsoTheLookup = lookup;
        String token = TokenForge.bearer("notes:read");
        try (LogRecorder log = new LogRecorder()) {
            Response response = Mcp.request(token, "ping", Map.of());

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.jsonPath().getString("error")).isEqualTo("server_error");
            assertThat(response.asString()).doesNotContain(token, "IllegalState");
            await().untilAsserted(() -> assertThat(log.entries())
                    .anyMatch(entry -> entry.contains("decision=unjudged reason=not_judged token=token:")));
            assertThat(log.entries())
                    .anyMatch(entry -> entry.contains("could not be verified"))
                    .noneMatch(entry -> entry.contains(token));
        }
    }
}
