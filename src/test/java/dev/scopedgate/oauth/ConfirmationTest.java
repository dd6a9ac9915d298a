package dev.scopedgate.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A {@code cnf} is read whole or refused (RFC 7800 §3.1). */
class ConfirmationTest {

    /** Of RFC 9449 §6.1. */
    private static final String JKT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";

    /** Of RFC 8705 §3.1. */
    private static final String CERTIFICATE = "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2";

    @Test
    void readsAKeyACertificateAndBoth() {
        assertThat(Confirmation.of(Map.of("jkt", JKT)).jkt()).contains(JKT);
        assertThat(Confirmation.of(Map.of("jkt", JKT)).certificate()).isEmpty();
        Confirmation both = Confirmation.of(Map.of("x5t#S256", JKT, "jkt", JKT));
        assertThat(both.jkt()).contains(JKT);
        assertThat(both.certificate()).contains(JKT);
    }

    /** {@code keycloak.StolenTokenWalk} has one of a real Keycloak. */
    @Test
    void readsWhatKeycloakSaysBesideTheKey() {
        Confirmation keycloak = Confirmation.of(Map.of("kc-jkt-type", "DPoP", "jkt", JKT));

        assertThat(keycloak).isEqualTo(Confirmation.of(Map.of("jkt", JKT)));
    }

    static List<Arguments> unreadable() {
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("jkt", null);
        return List.of(
                Arguments.of("absent value", null, RefusalReason.CLAIM),
                Arguments.of("a text", JKT, RefusalReason.CLAIM),
                Arguments.of("a list", List.of(Map.of("jkt", JKT)), RefusalReason.CLAIM),
                Arguments.of("no member", Map.of(), RefusalReason.CLAIM),
                Arguments.of("jkt null", nothing, RefusalReason.CLAIM),
                Arguments.of("jkt a list", Map.of("jkt", List.of(JKT)), RefusalReason.CLAIM),
                Arguments.of("jkt empty", Map.of("jkt", ""), RefusalReason.CLAIM),
                Arguments.of("jkt padded", Map.of("jkt", JKT + "="), RefusalReason.CLAIM),
                Arguments.of("jkt of 31 bytes", Map.of("jkt", JKT.substring(0, 42)), RefusalReason.CLAIM),
                Arguments.of("jkt of 33 bytes", Map.of("jkt", JKT + "A"), RefusalReason.CLAIM),
                Arguments.of("jkt in base64", Map.of("jkt", JKT.replace('-', '+')), RefusalReason.CLAIM),
                Arguments.of("jkt with set trailing bits", Map.of("jkt", CERTIFICATE), RefusalReason.CLAIM),
                Arguments.of("JKT in capitals", Map.of("JKT", JKT), RefusalReason.UNSUPPORTED),
                Arguments.of("jkt and a key", Map.of("jkt", JKT, "jwk", Map.of()), RefusalReason.UNSUPPORTED),
                Arguments.of("jkt and x5t", Map.of("jkt", JKT, "x5t", JKT), RefusalReason.UNSUPPORTED),
                Arguments.of(
                        "jkt of another type of Keycloak",
                        Map.of("jkt", JKT, "kc-jkt-type", "attestation"),
                        RefusalReason.UNSUPPORTED),
                Arguments.of(
                        "jkt of a type that is no text",
                        Map.of("jkt", JKT, "kc-jkt-type", List.of("DPoP")),
                        RefusalReason.UNSUPPORTED),
                Arguments.of("Keycloak's type without a key", Map.of("kc-jkt-type", "DPoP"), RefusalReason.UNSUPPORTED),
                Arguments.of(
                        "Keycloak's type with a certificate",
                        Map.of("x5t#S256", JKT, "kc-jkt-type", "DPoP"),
                        RefusalReason.UNSUPPORTED),
                Arguments.of("a certificate that is none", Map.of("x5t#S256", "x"), RefusalReason.CLAIM));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void refusesWhatItCannotCheck(String name, Object cnf, RefusalReason reason) {
        assertThatThrownBy(() -> Confirmation.of(cnf))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
    }
}
