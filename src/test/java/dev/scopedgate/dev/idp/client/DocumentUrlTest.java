package dev.scopedgate.dev.idp.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentUrlTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1/client", "https://good.example", "https://u@good.example/c", "file:///c"})
    void sendsNoRequestToOtherUrls(String clientId) {
        assertThat(ClientMetadataDocument.url(clientId, true)).isEmpty();
    }
}
