package dev.scopedgate.oauth.bearer;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.SignatureAlgorithms;
import dev.scopedgate.oauth.SupportedScopes;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.Waiting;
import dev.scopedgate.oauth.keys.AdvertisedScopes;
import dev.scopedgate.oauth.keys.IssuerKeys;
import dev.scopedgate.oauth.keys.KeySource;
import dev.scopedgate.oauth.settings.KeysConfig;
import dev.scopedgate.oauth.settings.ResourceServerConfig;
import dev.scopedgate.oauth.settings.ResourceServerSettings;
import dev.scopedgate.settings.LiteralSecrets;
import dev.scopedgate.settings.UnknownEnvironment;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;

/** Starts with these environment variables, in this process, up to where a database would be needed. */
public final class Start {

    private Start() {}

    public static ResourceServerConfig config(Map<String, String> environment) {
        return read(environment).getConfigMapping(ResourceServerConfig.class);
    }

    /** The resource server, or the exception with which the start ends. */
    public static ResourceServer with(Map<String, String> environment) {
        SmallRyeConfig config = read(environment);
        return new ResourceServerSettings(
                        config.getConfigMapping(ResourceServerConfig.class),
                        List.of(new UnknownEnvironment(config, environment.keySet())))
                .resourceServer();
    }

    /** The scopes of the example's tools. */
    public static SupportedScopes scopes(String... names) {
        List<String> all = names.length == 0 ? List.of("notes:read", "notes:write", "admin:notes") : List.of(names);
        return new SupportedScopes() {
            @Override
            public List<String> all() {
                return all;
            }

            @Override
            public List<String> initial() {
                return all.subList(0, 1);
            }
        };
    }

    /** The algorithms that are allowed unless an operator says otherwise. */
    public static SignatureAlgorithms algorithms() {
        return new SignatureAlgorithms(List.of("RS256", "PS256", "ES256", "EdDSA"));
    }

    /** The keys of the one issuer of that environment, not yet fetched. */
    public static IssuerKeys keys(Vertx vertx, Map<String, String> environment) {
        TrustedIssuer issuer = with(environment).issuers().get(0);
        KeysConfig keys = config(environment).keys();
        return new IssuerKeys(
                vertx,
                issuer.issuer(),
                new KeySource(
                        vertx,
                        issuer,
                        with(environment).algorithms(),
                        new AdvertisedScopes(issuer.issuer(), List.of()),
                        keys.timeout().read(),
                        false),
                keys);
    }

    /** A budget with room for every waiting token. */
    public static Waiting waiting() {
        return new Waiting(new Budget(Long.MAX_VALUE, Long.MAX_VALUE), "test", 1);
    }

    private static SmallRyeConfig read(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withInterceptors(new LiteralSecrets())
                .withSources(new EnvConfigSource(environment, 300))
                .withMapping(ResourceServerConfig.class)
                .build();
    }
}
