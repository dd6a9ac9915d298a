package dev.scopedgate.oauth.idp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.corpus.Verdicts;
import dev.scopedgate.oauth.idp.IdentityProvider.Sibling;
import dev.scopedgate.oauth.signatures.Signatures;
import dev.scopedgate.testsupport.TokenForge;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK and AmazonCorrettoCryptoProvider make the same of the tokens of ten identity providers. */
class SameVerdictsOfProvidersTest {

    private static final Verdicts JDK = new Verdicts(Signatures.ofTheJdk(), environment());
    private static final Verdicts LIBRARY = new Verdicts(Signatures.automatic(), environment());

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(
                Map.of("SCOPED_GATE_RESOURCE", TokenForge.RESOURCE, "SCOPED_GATE_ISSUER", TokenForge.ISSUER));
        IdentityProvider.all()
                .forEach(provider -> provider.settings()
                        .forEach(setting -> environment.put(
                                ("scoped_gate_issuers_" + provider.name().replace("-", "") + "_"
                                                + setting.getKey().replace('-', '_'))
                                        .toUpperCase(Locale.ROOT),
                                (String) setting.getValue())));
        return environment;
    }

    static Stream<IdentityProvider> providers() {
        return IdentityProvider.all();
    }

    static Stream<Sibling> siblings() {
        return providers().flatMap(IdentityProvider::siblings);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void bothReadTheSameOfAnAccessToken(IdentityProvider provider) {
        String token = provider.accessToken();

        assertThat(JDK.of(token)).startsWith("AccessToken[");
        assertThat(LIBRARY.of(token)).isEqualTo(JDK.of(token));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("siblings")
    void bothRefuseItsOtherTokensAlike(Sibling sibling) {
        assertThat(LIBRARY.of(sibling.token()))
                .isEqualTo(JDK.of(sibling.token()))
                .doesNotStartWith("AccessToken[");
    }
}
