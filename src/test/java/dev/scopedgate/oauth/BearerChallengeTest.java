package dev.scopedgate.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A description has only characters that a quoted string allows, and cannot end it (RFC 6750 §3). */
class BearerChallengeTest {

    private static final URI METADATA = URI.create("https://notes.example.test/.well-known/oauth-protected-resource");

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "it's a #tag [x] ~, it's a #tag [x] ~",
                "a\" error=\"b, a? error=?b",
                "back\\slash, back?slash",
                "`line\r\nbreak`, line??break",
                "tab\tnul\0del\u007f, tab?nul?del?",
                "caf\u00e9 \ud83d\ude00, caf? ?",
            })
    void theDescriptionHasOnlyAllowedCharacters(String description, String shown) {
        assertThat(BearerChallenge.insufficientScope(METADATA, List.of("a", "b"), description))
                .hasToString("Bearer error=\"insufficient_scope\", scope=\"a b\", resource_metadata=\"" + METADATA
                        + "\", error_description=\"" + shown + "\"");
    }
}
