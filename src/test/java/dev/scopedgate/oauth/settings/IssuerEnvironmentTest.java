package dev.scopedgate.oauth.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.bearer.Start;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IssuerEnvironmentTest {

    @Test
    void readsOneOfSeveralIssuersFromTheEnvironment() {
        ResourceServerConfig config = Start.config(Map.of(
                "SCOPED_GATE_ISSUERS_OKTA_ISSUER", "https://dev-1.okta.com/oauth2/default",
                "SCOPED_GATE_ISSUERS_OKTA_JWKS_URI", "https://dev-1.okta.com/keys",
                "SCOPED_GATE_ISSUERS_OKTA_CLIENT_ID_CLAIM", "cid"));

        assertThat(config.issuers()).containsOnlyKeys("okta");
        assertThat(config.issuers().get("okta").jwksUri()).contains("https://dev-1.okta.com/keys");
        assertThat(config.issuers().get("okta").clientIdClaim()).contains("cid");
    }
}
