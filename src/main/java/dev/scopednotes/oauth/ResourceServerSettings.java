package dev.scopednotes.oauth;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Ends the start, before anything else of ours runs and before the port opens, with one message that names each missing
 * or contradictory setting and an example; otherwise the source of {@link ResourceServer}.
 */
@Singleton
final class ResourceServerSettings {

    private static final String RESOURCE_EXAMPLE = "for example SCOPED_NOTES_RESOURCE=https://notes.example.com/mcp";

    private final ResourceServerConfig config;
    private final List<SettingsCheck> others;

    ResourceServerSettings(ResourceServerConfig config, @All List<SettingsCheck> others) {
        this.config = config;
        this.others = others;
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        resourceServer();
    }

    @Produces
    @Singleton
    ResourceServer resourceServer() {
        List<String> problems = new ArrayList<>();
        SecureUri uris = new SecureUri(config.dangerouslyAllowHttp(), problems);
        uris.required("scoped-notes.resource", config.resource(), RESOURCE_EXAMPLE)
                .filter(uri -> !isEndpoint(uri))
                .ifPresent(
                        uri -> problems.add("scoped-notes.resource must be the full URI of the MCP endpoint without a"
                                + " trailing slash, " + RESOURCE_EXAMPLE));
        List<TrustedIssuer> issuers = new IssuerSettings(config, uris, problems).issuers();
        between(Duration.ZERO, Duration.ofMinutes(5), config.token().clockSkew(), "token.clock-skew", "30s", problems);
        atLeast(Duration.ZERO, config.tokenCache().maxAge(), "token-cache.max-age", "1m", problems);
        ResourceServerConfig.Keys keys = config.keys();
        atLeast(Duration.ofSeconds(1), keys.refreshInterval(), "keys.refresh-interval", "5m", problems);
        atLeast(Duration.ofSeconds(1), keys.minRefreshInterval(), "keys.min-refresh-interval", "30s", problems);
        atLeast(Duration.ofSeconds(1), keys.maxStale(), "keys.max-stale", "12h", problems);
        Duration tenth = Duration.ofMillis(100);
        Duration tenSeconds = Duration.ofSeconds(10);
        between(tenth, tenSeconds, keys.unknownKeyInterval(), "keys.unknown-key-interval", "1s", problems);
        between(tenth, Duration.ofMinutes(1), keys.timeout(), "keys.timeout", "5s", problems);
        Duration answer = config.introspection().timeout();
        between(tenth, Duration.ofMinutes(1), answer, "introspection.timeout", "5s", problems);
        config.token()
                .maxLifetime()
                .ifPresent(max -> atLeast(Duration.ofSeconds(1), max, "token.max-lifetime", "1h", problems));
        if (config.tokenCache().maxEntries() < 0) {
            problems.add("scoped-notes.token-cache.max-entries is negative: 0 turns the cache off");
        }
        others.forEach(check -> problems.addAll(check.problems()));
        if (!problems.isEmpty()) {
            throw new ConfigurationException("scoped-notes cannot start:\n  - " + String.join("\n  - ", problems));
        }
        return new ResourceServer(
                config.resource().orElseThrow(),
                issuers,
                config.token().clockSkew(),
                config.token().maxLifetime());
    }

    private static boolean isEndpoint(URI uri) {
        return Optional.ofNullable(uri.getRawPath())
                .filter(path -> path.length() > 1 && !path.endsWith("/"))
                .isPresent();
    }

    private static void atLeast(Duration least, Duration value, String name, String example, List<String> problems) {
        between(least, Duration.ofDays(365), value, name, example, problems);
    }

    private static void between(
            Duration least, Duration most, Duration value, String name, String example, List<String> problems) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add("scoped-notes.%s must be at least %s and at most %s, for example SCOPED_NOTES_%s=%s"
                    .formatted(
                            name,
                            text(least),
                            text(most),
                            name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT),
                            example));
        }
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
