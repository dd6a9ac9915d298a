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
 * The tokens whose meaning only their issuer knows. There is at most one such issuer, and only what can be its token goes
 * to it: what names another issuer must not be shown to this one.
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

    /** Whether there is an issuer of opaque tokens, which need not look like anything. */
    boolean accepted() {
        return issuer.isPresent();
    }

    /**
     * Whether that token is one to ask the issuer about: not when it names another or may name one that cannot be read, as
     * encrypted ones do.
     */
    boolean isForItsIssuer(String token) {
        return issuer.isPresent()
                && UnverifiedJws.issuerOf(token)
                        .map(named -> named.equals(issuer.get().issuer()))
                        .orElse(!UnverifiedJws.hasJoseHeader(token));
    }

    /** What the issuer says of that token. */
    Uni<AccessToken> judge(String token, TokenHash hash) {
        return introspection.orElseThrow().judge(token, hash);
    }

    /** By issuer, whether it can be asked, in one line. */
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
