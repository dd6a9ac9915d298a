package dev.scopednotes.oauth;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The keys of every trusted issuer that has some, each apart: one issuer's key never verifies another's token. */
@Singleton
class VerificationKeys {

    private final Map<String, IssuerKeys> byIssuer;

    VerificationKeys(Vertx vertx, ResourceServer server, ResourceServerConfig config) {
        byIssuer = server.issuers().stream()
                .filter(issuer -> issuer.introspection().isEmpty())
                .map(issuer -> new IssuerKeys(
                        vertx,
                        issuer.issuer(),
                        new KeySource(
                                vertx,
                                issuer,
                                server.algorithms(),
                                config.keys().timeout().read(),
                                config.dangerouslyAllowHttp()),
                        config.keys()))
                .collect(Collectors.toUnmodifiableMap(IssuerKeys::issuer, Function.identity()));
    }

    void start(@Observes StartupEvent event) {
        byIssuer.values().forEach(IssuerKeys::refresh);
    }

    /** The keys of that issuer, or nothing when it is not trusted. */
    Optional<IssuerKeys> of(String issuer) {
        return Optional.ofNullable(byIssuer.get(issuer));
    }

    Collection<IssuerKeys> all() {
        return byIssuer.values();
    }

    @PreDestroy
    void stop() {
        byIssuer.values().forEach(IssuerKeys::stop);
    }
}
