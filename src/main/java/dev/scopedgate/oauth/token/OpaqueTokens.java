package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.ResourceServerConfig;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.keys.UnverifiedJws;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/**
 * Introspects opaque tokens at the one issuer that has them. A token that names another issuer, or may name one that
 * cannot be read, is never sent to it.
 */
@Singleton
public class OpaqueTokens {

    private final Optional<TrustedIssuer> issuer;
    private final Optional<Introspection> introspection;

    public OpaqueTokens(Vertx vertx, ResourceServer server, ResourceServerConfig config) {
        issuer = server.issuers().stream()
                .filter(candidate -> candidate.introspection().isPresent())
                .findFirst();
        introspection = issuer.map(one -> new Introspection(
                vertx, one, server, config.introspection().timeout().read()));
    }

    /** Whether an issuer of opaque tokens is configured. */
    boolean accepted() {
        return issuer.isPresent();
    }

    /**
     * Whether to introspect this token: not if it names another issuer, nor if it may name one that cannot be read, as
     * encrypted tokens may.
     */
    boolean isForItsIssuer(String token) {
        return issuer.isPresent()
                && UnverifiedJws.issuerOf(token)
                        .map(named -> named.equals(issuer.get().issuer()))
                        .orElse(!UnverifiedJws.hasJoseHeader(token));
    }

    /** The access token from introspection. */
    Uni<AccessToken> judge(String token, TokenHash hash) {
        return introspection.orElseThrow().judge(token, hash);
    }

    /** The state of the introspection endpoint, by issuer. */
    Map<String, String> conditions() {
        return introspection
                .map(asked -> Map.of(issuer.orElseThrow().issuer(), asked.condition()))
                .orElse(Map.of());
    }

    @PreDestroy
    void stop() {
        introspection.ifPresent(Introspection::close);
    }
}
