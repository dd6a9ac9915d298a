package dev.scopedgate.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.Refusal.InvalidToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every text with which a token is refused is counted under a reason of its own kind. */
class RefusalReasonTest {

    private static final Path OAUTH = Path.of("src/main/java/dev/scopedgate/oauth");
    private static final Pattern TEXT =
            Pattern.compile("(?:refused|InvalidToken)\\((?:\\w+ \\+ )?\"([^\"]+)\"|require\\([^;]*?\"([^\"]+)\"\\);"
                    + "|ErrorCodes\\.\\w+, \"([^\"]+)\"|return \"(iat [^\"]+)\"|MALFORMED = \"([^\"]+)\"");

    private static RefusalReason reason(String detail) {
        return RefusalReason.of(new InvalidToken(detail));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "the signature does not verify, SIGNATURE",
        "iss is not a trusted issuer, ISSUER",
        "aud does not name this resource, AUDIENCE",
        "exp has passed, EXPIRED",
        "exp is missing, LIFETIME",
        "iat lies in the future, LIFETIME",
        "kid names no key of the issuer, KEY",
        "alg is not an allowed algorithm: RS256 PS256 ES256 EdDSA, ALGORITHM",
        "typ is not that of an access token, TYPE",
        "the token is not active, INACTIVE",
        "crit is not supported, UNSUPPORTED",
        "the token is malformed, MALFORMED",
        "azp is not a string, CLAIM",
        "something new, OTHER"
    })
    void isThatOfTheText(String detail, RefusalReason reason) {
        assertThat(reason(detail)).isEqualTo(reason);
    }

    @Test
    void noTextOfOursIsOther() throws IOException {
        try (Stream<Path> files = Files.walk(OAUTH)) {
            List<String> texts = files.filter(Files::isRegularFile)
                    .flatMap(RefusalReasonTest::texts)
                    .toList();

            assertThat(texts).hasSizeGreaterThan(35).contains("the token is not active", "aud is missing");
            assertThat(texts)
                    .filteredOn(text -> reason(text) == RefusalReason.OTHER)
                    .isEmpty();
        }
    }

    private static Stream<String> texts(Path file) {
        try {
            return TEXT.matcher(Files.readString(file))
                    .results()
                    .map(found -> Stream.iterate(1, group -> group + 1)
                            .map(found::group)
                            .filter(text -> text != null)
                            .findFirst()
                            .orElseThrow())
                    .map(text -> text.startsWith(" ") ? "name" + text : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
