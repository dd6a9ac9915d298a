package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.keys.UnverifiedJws;
import dev.scopedgate.oauth.settings.ResourceServerConfig;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the one issuer to ask about a token: the issuer that the token names, or else the one whose prefix it has. A token
 * that names another issuer, or may name one that cannot be read, is sent to none.
 */
@Singleton
public class OpaqueTokens {

    private final List<Asked> issuers;

    private record Asked(TrustedIssuer issuer, Introspection introspection) {

        /** The prefixes of several exclude each other, which {@code oauth.IntrospectionSettings} holds. */
        boolean hasPrefixOf(String token) {
            return token.startsWith(issuer.introspection().orElseThrow().tokenPrefix());
        }
    }

    public OpaqueTokens(Vertx vertx, ResourceServer server, ResourceServerConfig config) {
        issuers = server.issuers().stream()
                .filter(issuer -> issuer.introspection().isPresent())
                .map(issuer -> new Asked(
                        issuer,
                        new Introspection(
                                vertx,
                                issuer,
                                server,
                                config.introspection().timeout().read())))
                .toList();
    }

    /** Whether an issuer of opaque tokens is configured. */
    boolean accepted() {
        return !issuers.isEmpty();
    }

    /** Where to ask about this token. */
    Optional<Introspection> of(String token) {
        if (issuers.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> named = UnverifiedJws.issuerOf(token);
        if (named.isPresent()) {
            // refused like a signed token: its issuer would know it, though not as an access token
            return UnverifiedJws.isIdJag(token)
                    ? Optional.empty()
                    : find(asked -> asked.issuer().issuer().equals(named.get()));
        }
        // encrypted, or signed without an issuer: it is not known who made it
        return UnverifiedJws.hasJoseHeader(token) || looksLikeJwt(token)
                ? Optional.empty()
                : find(asked -> asked.hasPrefixOf(token));
    }

    /** Whether it begins like a JWT, which may be another issuer's, but has quotes, padding or other odd characters. */
    private static boolean looksLikeJwt(String token) {
        return (token.startsWith("eyJ") || token.startsWith("\"eyJ")) && token.indexOf('.') > 0;
    }

    private Optional<Introspection> find(Predicate<Asked> wanted) {
        return issuers.stream().filter(wanted).findFirst().map(Asked::introspection);
    }

    /** The state of each introspection endpoint, by issuer. */
    Map<String, String> conditions() {
        return issuers.stream()
                .collect(Collectors.toMap(
                        asked -> asked.issuer().issuer(),
                        asked -> asked.introspection().condition()));
    }

    @PreDestroy
    void stop() {
        issuers.forEach(asked -> asked.introspection().close());
    }
}
