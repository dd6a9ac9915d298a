package dev.scopedgate.oauth.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.oauth.Refusal.InvalidRequest;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.testsupport.ClientKey;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two forms of {@code Client-Cert}: a byte sequence, and the URL-encoded PEM of nginx (RFC 9440 §2.2). */
class ClientCertHeaderTest {

    private static ClientKey client;

    @BeforeAll
    static void key() throws Exception {
        client = ClientKey.make("client.example.test");
    }

    private static void assertRefused(Runnable reading, String detail) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal())
                                .isInstanceOfSatisfying(
                                        InvalidRequest.class,
                                        invalid -> assertThat(invalid.detail()).contains(detail)));
    }

    @Test
    void readsTheCertificateInEitherForm() throws Exception {
        assertThat(ClientCertHeader.bytes(List.of(client.byteSequence()))).contains(client.certificate());
        assertThat(ClientCertHeader.ofPem(List.of(client.escapedPem()))).contains(client.certificate());
        assertThat(ClientCertHeader.ofPem(List.of(client.escapedPem().replace("%2B", "+"))))
                .contains(client.certificate());
        assertThat(ClientCertHeader.bytes(List.of())).isEmpty();
        assertThat(ClientCertHeader.ofPem(List.of())).isEmpty();
    }

    @Test
    void eitherFormIsRefusedInPlaceOfTheOther() throws Exception {
        String pem = client.escapedPem();
        String sequence = client.byteSequence();

        assertRefused(() -> ClientCertHeader.bytes(List.of(pem)), "base64 between colons");
        assertRefused(() -> ClientCertHeader.ofPem(List.of(sequence)), "URL-encoded PEM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%",
                "%2",
                "-----BEGIN%20CERTIFICATE-----%0A-----END%20CERTIFICATE-----%0A",
                "-----BEGIN%20CERTIFICATE-----%0AMIIB%0A",
                "-----BEGIN%20PUBLIC%20KEY-----%0AMIIB%0A-----END%20PUBLIC%20KEY-----%0A",
                "-----BEGIN%20CERTIFICATE-----%0AMII%-----END%20CERTIFICATE-----",
                "-----BEGIN%20CERTIFICATE-----%0AMI=B%0A-----END%20CERTIFICATE-----%0A",
                "-----BEGIN CERTIFICATE-----%0AMIIB%0A-----END CERTIFICATE-----x",
                "(null)"
            })
    void refusesWhatIsNotOneCertificateInPem(String value) {
        assertRefused(() -> ClientCertHeader.ofPem(List.of(value)), "not one certificate in URL-encoded PEM");
    }

    @Test
    void refusesTwoCertificates() throws Exception {
        String pem = client.escapedPem();

        assertRefused(() -> ClientCertHeader.ofPem(List.of(pem + pem)), "not one certificate");
        assertRefused(() -> ClientCertHeader.ofPem(List.of(pem, pem)), "more than one Client-Cert header");
    }

    @Test
    void aLongValueIsRefusedAtOnce() {
        String spaces = "-----BEGIN%20CERTIFICATE-----" + " ".repeat(12_200);

        assertRefused(() -> ClientCertHeader.ofPem(List.of(spaces)), "not one certificate");
        assertRefused(() -> ClientCertHeader.ofPem(List.of(spaces + " ".repeat(200) + "x")), "longer than 12 KiB");
    }
}
