package dev.scopedgate.oauth;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.oauth.Refusal.InvalidRequest;
import dev.scopedgate.oauth.Refusal.Unauthenticated;
import dev.scopedgate.oauth.Refusal.Unjudged;
import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.oauth.keys.UnverifiedJws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each refusal has the reason of the check that failed. */
class RefusalReasonTest {

    private static final Path MAIN = Path.of("src/main/java");
    /** A place where a token is refused: its reason, and the expression of its text up to the end of the statement. */
    private static final Pattern MADE = Pattern.compile("nvalidToken\\(\\s*RefusalReason\\.(\\w+),([^;]*?);");

    private static final Pattern TEXT = Pattern.compile("\"([^\"]+)\"");
    /** The reason of each text of a refusal; a text that begins with a space follows the name of a claim. */
    private static final Map<String, RefusalReason> REASONS = Map.ofEntries(
            entry("the signature does not verify", RefusalReason.SIGNATURE),
            entry("iss is missing", RefusalReason.ISSUER),
            entry("iss is not a trusted issuer", RefusalReason.ISSUER),
            entry("aud is missing", RefusalReason.AUDIENCE),
            entry("aud does not name this resource", RefusalReason.AUDIENCE),
            entry("exp has passed", RefusalReason.EXPIRED),
            entry("exp is missing", RefusalReason.LIFETIME),
            entry("exp is out of range", RefusalReason.LIFETIME),
            entry("exp lies before nbf or iat", RefusalReason.LIFETIME),
            entry("exp lies further from iat than this server allows", RefusalReason.LIFETIME),
            entry("iat is missing", RefusalReason.LIFETIME),
            entry("iat lies in the future", RefusalReason.LIFETIME),
            entry("nbf lies in the future", RefusalReason.LIFETIME),
            entry("kid is missing", RefusalReason.KEY),
            entry("kid names no key of the issuer", RefusalReason.KEY),
            entry("alg does not fit the key that kid names", RefusalReason.ALGORITHM),
            entry("alg is not an allowed algorithm: ", RefusalReason.ALGORITHM),
            entry("typ is not that of an access token", RefusalReason.TYPE),
            entry("the token is not an access token", RefusalReason.TYPE),
            entry(
                    "the token is an ID-JAG, which is a grant: exchange it at the authorization server, and send the access"
                            + " token",
                    RefusalReason.TYPE),
            entry("the token is not active", RefusalReason.INACTIVE),
            entry("the token is not signed, and begins like the tokens of no trusted issuer", RefusalReason.ISSUER),
            entry(
                    "the token is bound to a key by cnf, and this server cannot check that its sender holds the key",
                    RefusalReason.UNSUPPORTED),
            entry(
                    "the token is bound to a client certificate by cnf.x5t#S256, which the sender has not shown to this"
                            + " server",
                    RefusalReason.CERTIFICATE),
            entry(
                    "the token is bound to a key by cnf.jkt: present it with the scheme DPoP and a proof of the key",
                    RefusalReason.BOUND),
            entry(
                    "the token is bound to a key by cnf.jkt, and this server does not accept DPoP from its issuer",
                    RefusalReason.BOUND),
            entry("the proof is of another key than cnf.jkt, to which the token is bound", RefusalReason.PROOF_KEY),
            entry(
                    "the token is not bound to a key by cnf.jkt: present it with the scheme Bearer",
                    RefusalReason.UNBOUND),
            entry(
                    "the token is not bound to a key by cnf.jkt: this server accepts only tokens with DPoP from its"
                            + " issuer",
                    RefusalReason.UNBOUND),
            entry("cnf is not an object that says what the token is bound to", RefusalReason.CLAIM),
            entry("the token is of the type DPoP, and cnf does not say to which key it is bound", RefusalReason.CLAIM),
            entry("the cnf that the token holds is not that of the answer about the token", RefusalReason.CLAIM),
            entry("cnf.", RefusalReason.CLAIM),
            entry(" is not a SHA-256 thumbprint", RefusalReason.CLAIM),
            entry(" is not supported", RefusalReason.UNSUPPORTED),
            entry("the token is malformed", RefusalReason.MALFORMED),
            entry("the token is longer than 16 KiB", RefusalReason.MALFORMED),
            entry("sub is missing", RefusalReason.CLAIM),
            entry("a claim is of the wrong type", RefusalReason.CLAIM),
            entry(" is not a string", RefusalReason.CLAIM),
            entry(" is neither a string nor a list of strings", RefusalReason.CLAIM));

    @Test
    void eachRefusedTokenHasTheReasonOfItsText() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            Map<String, RefusalReason> made = files.filter(Files::isRegularFile)
                    .flatMap(RefusalReasonTest::made)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> {
                        assertThat(one).isEqualTo(other);
                        return one;
                    }));

            assertThat(new TreeMap<>(made)).isEqualTo(new TreeMap<>(REASONS));
        }
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'alg':1} | {'iss':'x'} | ALGORITHM",
                "{'alg':'RS256','typ':1} | {'iss':'x'} | TYPE",
                "{'alg':'RS256','crit':['x']} | {'iss':'x'} | UNSUPPORTED",
                "{'alg':'RS256'} | {'iss':1} | ISSUER",
                "{'alg':'RS256','kid':1} | {'iss':'x'} | KEY"
            })
    void aMalformedParameterHasItsReason(String header, String payload, RefusalReason reason) {
        assertThatThrownBy(() -> UnverifiedJws.of(part(header) + "." + part(payload) + ".", Start.algorithms()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
    }

    @Test
    void otherRefusalsHaveTheReasonOfTheirKind() {
        assertThat(new Unauthenticated().reason()).isEqualTo(RefusalReason.TOKEN_MISSING);
        assertThat(new InvalidRequest("two tokens").reason()).isEqualTo(RefusalReason.INVALID_REQUEST);
    }

    @Test
    void aRefusalWithoutAVerdictHasOneOfTheReasonsForThat() {
        Duration soon = Duration.ofSeconds(1);

        assertThat(new Unjudged(RefusalReason.KEYS_UNAVAILABLE, soon).retryAfter())
                .isEqualTo(soon);
        assertThatThrownBy(() -> new Unjudged(RefusalReason.SIGNATURE, soon))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String part(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Stream<Map.Entry<String, RefusalReason>> made(Path file) {
        try {
            return MADE.matcher(Files.readString(file))
                    .results()
                    .flatMap(found -> TEXT.matcher(found.group(2))
                            .results()
                            .map(text -> entry(text.group(1), RefusalReason.valueOf(found.group(1)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
