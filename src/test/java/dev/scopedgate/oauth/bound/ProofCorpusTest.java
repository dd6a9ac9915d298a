package dev.scopedgate.oauth.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.oauth.Refusal.InvalidProof;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.SignatureAlgorithms;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.bound.BadProofs.Bad;
import dev.scopedgate.oauth.bound.ProofVerifier.Rules;
import dev.scopedgate.testsupport.ProofForge;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A proof that is wrong in one thing is refused by the name of that thing, and one that is right in it is accepted. */
class ProofCorpusTest {

    static Stream<Bad> bad() {
        return BadProofs.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void isRefusedAndNamesTheFailedCheck(Bad bad) {
        assertThatThrownBy(() ->
                        Verifiers.verify(Verifiers.plain(), bad.headers().of("a.token"), Verifiers.whoami(bad.jkt())))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    boolean ofTheToken = refused.refusal() instanceof InvalidToken;
                    assertThat(ofTheToken).isEqualTo(bad.error().equals("invalid_token"));
                    assertThat(
                                    refused.refusal() instanceof InvalidToken token
                                            ? token.detail()
                                            : ((InvalidProof) refused.refusal()).detail())
                            .isEqualTo(bad.check());
                });
    }

    @Test
    void thereAreManyAndEachHasAName() {
        assertThat(bad()).hasSizeGreaterThan(120);
        assertThat(bad().map(Bad::name)).doesNotHaveDuplicates();
    }

    static Stream<Arguments> right() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                good("the plain one", right -> right),
                good("typ in capitals", right -> right.header("typ", "DPoP+JWT")),
                good("typ as a media type", right -> right.header("typ", "application/dpop+jwt")),
                good("a header parameter that is not known", right -> right.header("x", Map.of())),
                good("kid beside jwk", right -> right.header("kid", "x")),
                good(
                        "jwk with kid, use and alg",
                        right -> right.jwk("kid", "x")
                                .header("jwk", with(Map.of("kid", "x", "use", "sig", "alg", "ES256")))),
                good(
                        "jwk as a browser exports it",
                        right -> right.header("jwk", with(Map.of("ext", true, "key_ops", List.of("verify"))))),
                good(
                        "htu with query and fragment",
                        right -> right.claim("htu", "https://notes.example.test/whoami?a=1#b")),
                good(
                        "htu with host and scheme in capitals",
                        right -> right.claim("htu", "HTTPS://Notes.Example.TEST/whoami")),
                good("htu with the default port", right -> right.claim("htu", "https://notes.example.test:443/whoami")),
                good("htu with an empty port", right -> right.claim("htu", "https://notes.example.test:/whoami")),
                good("htu with dot segments", right -> right.claim("htu", "https://notes.example.test/a/.././whoami")),
                good(
                        "htu with escapes of letters",
                        right -> right.claim("htu", "https://notes.example.test/%77hoam%69")),
                good("iat at the end of the skew", right -> right.claim("iat", now + 25)),
                good("iat before max-age ends", right -> right.claim("iat", now - 55)),
                good("iat with a fraction", right -> right.claim("iat", now + 0.5)),
                good("jti of 256 characters", right -> right.claim("jti", "x".repeat(256))),
                good("jti of other letters", right -> right.claim("jti", "жт\uD83D\uDE00\u202E")),
                good("nonce that is not asked for", right -> right.claim("nonce", 5)),
                good("a claim that is not known", right -> right.claim("x", List.of(1))));
    }

    private static Map<String, Object> with(Map<String, Object> members) {
        Map<String, Object> jwk = ProofForge.jwk(ClientKeys.EC);
        jwk.putAll(members);
        return jwk;
    }

    private static Arguments good(String name, UnaryOperator<ProofForge> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("right")
    void isAccepted(String name, UnaryOperator<ProofForge> change) {
        String proof = change.apply(ProofForge.proof(ClientKeys.EC, "GET", "/whoami", "a.token"))
                .sign();

        assertThatCode(() -> Verifiers.verify(Verifiers.plain(), List.of(proof), Verifiers.whoami(ClientKeys.EC)))
                .doesNotThrowAnyException();
    }

    static Stream<Arguments> algorithms() {
        return Stream.of(
                Arguments.of("ES256", ClientKeys.EC),
                Arguments.of("ES384", ClientKeys.P384),
                Arguments.of("ES512", ClientKeys.P521),
                Arguments.of("RS256", ClientKeys.RSA),
                Arguments.of("RS512", ClientKeys.RSA),
                Arguments.of("PS256", ClientKeys.RSA),
                Arguments.of("PS384", ClientKeys.RSA),
                Arguments.of("EdDSA", ClientKeys.ED25519),
                Arguments.of("Ed25519", ClientKeys.ED25519));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("algorithms")
    void acceptsEachAlgorithmThatIsAllowed(String alg, org.jose4j.jwk.PublicJsonWebKey key) {
        Rules rules =
                new Rules(new SignatureAlgorithms(List.of(alg)), Verifiers.RULES.maxAge(), Verifiers.RULES.clockSkew());
        ProofVerifier verifier = Verifiers.with(rules, Optional.empty(), InstantSource.system());
        String proof = ProofForge.proof(key, alg, "GET", "/whoami", "a.token").sign();

        Verifiers.verify(verifier, List.of(proof), Verifiers.whoami(key));

        ProofVerifier without = Verifiers.with(
                new Rules(
                        new SignatureAlgorithms(List.of(alg.startsWith("Ed") ? "ES256" : "EdDSA")),
                        rules.maxAge(),
                        rules.clockSkew()),
                Optional.empty(),
                InstantSource.system());
        assertThatThrownBy(() -> Verifiers.verify(without, List.of(proof), Verifiers.whoami(key)))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void anRsaKeyOf4096BitsIsAccepted() {
        var key = ClientKeys.generate("4096");
        String proof =
                ProofForge.proof(key, "PS256", "GET", "/whoami", "a.token").sign();

        assertThatCode(() -> Verifiers.verify(Verifiers.plain(), List.of(proof), Verifiers.whoami(key)))
                .doesNotThrowAnyException();
    }

    /** The key and the thumbprint of RFC 9449 §4.1 and §6.1. */
    @Test
    void hasTheThumbprintOfTheSpecification() {
        Map<String, String> jwk = Map.of(
                "kty", "EC",
                "x", "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
                "y", "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
                "crv", "P-256");

        assertThat(ProofKey.of(jwk, "ES256", Verifiers.RULES.algorithms(), TokenHash.of("header"))
                        .thumbprint())
                .isEqualTo("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
    }

    @Test
    void hasTheThumbprintsOfTheLibrary() {
        for (var key : List.of(ClientKeys.EC, ClientKeys.RSA, ClientKeys.ED25519)) {
            String alg = key == ClientKeys.EC ? "ES256" : key == ClientKeys.RSA ? "RS256" : "EdDSA";
            assertThat(ProofKey.of(ProofForge.jwk(key), alg, Verifiers.RULES.algorithms(), TokenHash.of("header"))
                            .thumbprint())
                    .isEqualTo(ProofForge.thumbprint(key));
        }
    }
}
