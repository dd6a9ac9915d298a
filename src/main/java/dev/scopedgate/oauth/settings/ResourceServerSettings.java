package dev.scopedgate.oauth.settings;

import dev.scopedgate.http.SecureUri;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.SignatureAlgorithms;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.settings.DurationSetting;
import dev.scopedgate.settings.SettingsCheck;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends the start, before other code of this library runs and before the port opens, if a setting is missing or
 * contradictory. One message names each of them with an example. Otherwise produces {@link ResourceServer}.
 */
@Singleton
public final class ResourceServerSettings {

    private static final String RESOURCE_EXAMPLE = "for example SCOPED_GATE_RESOURCE=https://notes.example.com/mcp";

    private final ResourceServerConfig config;
    private final List<SettingsCheck> others;

    public ResourceServerSettings(ResourceServerConfig config, @All List<SettingsCheck> others) {
        this.config = config;
        this.others = others;
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        resourceServer();
    }

    @Produces
    @Singleton
    public ResourceServer resourceServer() {
        List<String> problems = new ArrayList<>();
        SecureUri uris = new SecureUri(config.dangerouslyAllowHttp(), problems);
        uris.required("scoped-gate.resource", config.resource(), RESOURCE_EXAMPLE)
                .filter(uri -> !isEndpoint(uri))
                .ifPresent(uri -> problems.add("scoped-gate.resource must be the full URI of the MCP endpoint without a"
                        + " trailing slash, " + RESOURCE_EXAMPLE));
        config.resourceDocumentation()
                .ifPresent(page -> uris.page(
                        "scoped-gate.resource-documentation",
                        page,
                        "for example SCOPED_GATE_RESOURCE_DOCUMENTATION=https://notes.example.com/docs#sign-in"));
        List<TrustedIssuer> issuers = new IssuerSettings(config, uris, problems).issuers();
        problems.addAll(SignatureAlgorithms.problems(
                SignatureAlgorithms.PROPERTY, config.token().algorithms()));
        problems.addAll(new DurationSettings(config).problems());
        if (config.tokenCache().maxEntries() < 0) {
            problems.add(
                    "scoped-gate.token-cache.max-entries must be at least 0, which turns the cache off, for example"
                            + " SCOPED_GATE_TOKEN_CACHE_MAX_ENTRIES=10000");
        }
        others.forEach(check -> problems.addAll(check.problems()));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(
                    config.resourceName() + " cannot start:\n  - " + String.join("\n  - ", problems));
        }
        return new ResourceServer(
                config.resource().orElseThrow(),
                issuers,
                config.token().clockSkew().read(),
                config.token().maxLifetime().map(DurationSetting::read),
                new SignatureAlgorithms(config.token().algorithms()));
    }

    private static boolean isEndpoint(URI uri) {
        return Optional.ofNullable(uri.getRawPath())
                .filter(path -> path.length() > 1 && !path.endsWith("/"))
                .isPresent();
    }
}
