package dev.scopednotes.oauth;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;

/** What a start makes of these environment variables, in this process and up to where a database would be needed. */
final class Start {

    private Start() {}

    static ResourceServerConfig config(Map<String, String> environment) {
        return read(environment).getConfigMapping(ResourceServerConfig.class);
    }

    /** The resource server, or the exception with which the start ends. */
    static ResourceServer with(Map<String, String> environment) {
        SmallRyeConfig config = read(environment);
        return new ResourceServerSettings(
                        config.getConfigMapping(ResourceServerConfig.class),
                        List.of(new UnknownEnvironment(config, environment.keySet())))
                .resourceServer();
    }

    private static SmallRyeConfig read(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, 300))
                .withMapping(ResourceServerConfig.class)
                .build();
    }
}
