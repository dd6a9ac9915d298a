package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IssuerDiscoveryTest {

    @Test
    void anIssuerWithoutAPathHasTwoMetadataUrls() {
        assertThat(IssuerDiscovery.candidates("https://as.example/"))
                .extracting(Object::toString)
                .containsExactly(
                        "https://as.example/.well-known/oauth-authorization-server",
                        "https://as.example/.well-known/openid-configuration");
    }

    @Test
    void insertsThePathOfTheIssuerAndAppendsItForOpenId() {
        assertThat(IssuerDiscovery.candidates("https://as.example/realms/notes"))
                .extracting(Object::toString)
                .containsExactly(
                        "https://as.example/.well-known/oauth-authorization-server/realms/notes",
                        "https://as.example/.well-known/openid-configuration/realms/notes",
                        "https://as.example/realms/notes/.well-known/openid-configuration");
    }
}
