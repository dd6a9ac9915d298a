package dev.scopedgate.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client asks for and what a token says, by the settings of the issuer (RFC 6749 §3.3). */
class ScopeNamesTest {

    private static final String PREFIX = "api://notes/";

    @Test
    void aClientAsksWithThePrefixWhateverTheTokenSays() {
        assertThat(new ScopeNames(PREFIX, true).asked(List.of("notes:read", "notes:write")))
                .isEqualTo(new ScopeNames(PREFIX, false).asked(List.of("notes:read", "notes:write")))
                .containsExactly("api://notes/notes:read", "api://notes/notes:write");
        assertThat(ScopeNames.PLAIN.asked("notes:read")).isEqualTo("notes:read");
    }

    @ParameterizedTest(name = "{0}: {1} with it, {2} without")
    @CsvSource(
            nullValues = "nothing",
            value = {
                "api://notes/notes:read, notes:read, nothing",
                "notes:read, nothing, notes:read",
                "openid, nothing, openid",
                "API://notes/notes:read, nothing, API://notes/notes:read",
                "api://other/notes:read, nothing, api://other/notes:read",
                "api://notesnotes:read, nothing, api://notesnotes:read",
                "xapi://notes/notes:read, nothing, xapi://notes/notes:read",
                "api://notes/api://notes/notes:read, api://notes/notes:read, nothing",
                "api://notes/, nothing, nothing",
            })
    void aTokenIsReadInOneWayOnly(String written, String withPrefix, String without) {
        assertThat(new ScopeNames(PREFIX, true).plain(written).orElse(null)).isEqualTo(withPrefix);
        assertThat(new ScopeNames(PREFIX, false).plain(written).orElse(null)).isEqualTo(without);
        assertThat(ScopeNames.PLAIN.plain(written)).contains(written);
    }
}
