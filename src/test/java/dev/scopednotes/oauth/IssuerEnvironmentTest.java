package dev.scopednotes.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The environment variables of the guide to identity providers are the settings that they look like. */
class IssuerEnvironmentTest {

    @Test
    void anIssuerOfSeveralIsSetByEnvironmentVariables() {
        ResourceServerConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(
                        Map.of(
                                "SCOPED_NOTES_ISSUERS_OKTA_ISSUER", "https://dev-1.okta.com/oauth2/default",
                                "SCOPED_NOTES_ISSUERS_OKTA_JWKS_URI", "https://dev-1.okta.com/keys",
                                "SCOPED_NOTES_ISSUERS_OKTA_CLIENT_ID_CLAIM", "cid"),
                        300))
                .withMapping(ResourceServerConfig.class)
                .build()
                .getConfigMapping(ResourceServerConfig.class);

        assertThat(config.issuers()).containsOnlyKeys("okta");
        assertThat(config.issuers().get("okta").jwksUri()).contains("https://dev-1.okta.com/keys");
        assertThat(config.issuers().get("okta").clientIdClaim()).contains("cid");
    }
}
