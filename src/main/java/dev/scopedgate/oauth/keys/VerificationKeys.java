package dev.scopedgate.oauth.keys;

import dev.scopedgate.http.PortOpened;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.SupportedScopes;
import dev.scopedgate.oauth.settings.ApplicationVerifier;
import dev.scopedgate.oauth.settings.ResourceServerConfig;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys of each trusted issuer that has keys, kept separate: one issuer's key never verifies another's token. None if
 * the application judges tokens.
 */
@Singleton
public class VerificationKeys {

    private final Map<String, IssuerKeys> byIssuer;

    public VerificationKeys(
            Vertx vertx,
            ResourceServer server,
            ResourceServerConfig config,
            SupportedScopes scopes,
            ApplicationVerifier application) {
        byIssuer = server.issuers().stream()
                .filter(issuer -> issuer.introspection().isEmpty() && !application.exists())
                .map(issuer -> new IssuerKeys(
                        vertx,
                        issuer.issuer(),
                        new KeySource(
                                vertx,
                                issuer,
                                server.algorithms(),
                                new AdvertisedScopes(
                                        issuer.issuer(), issuer.scopes().asked(scopes.all())),
                                config.keys().timeout().read(),
                                config.dangerouslyAllowHttp()),
                        config.keys()))
                .collect(Collectors.toUnmodifiableMap(IssuerKeys::issuer, Function.identity()));
    }

    /** A request without a token does not wait for keys; readiness does. */
    public void start(@Observes PortOpened event) {
        byIssuer.values().forEach(IssuerKeys::refresh);
    }

    /** The keys of this issuer; empty if it is not trusted. */
    public Optional<IssuerKeys> of(String issuer) {
        return Optional.ofNullable(byIssuer.get(issuer));
    }

    public Collection<IssuerKeys> all() {
        return byIssuer.values();
    }

    @PreDestroy
    public void stop() {
        byIssuer.values().forEach(IssuerKeys::stop);
    }
}
