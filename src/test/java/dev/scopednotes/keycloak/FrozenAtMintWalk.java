package dev.scopednotes.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.keycloak.Agent.Tokens;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a token may do is fixed when it is minted: moving its user changes only the next token. */
@ExtendWith(WithInstallation.class)
class FrozenAtMintWalk {

    private static final String MICH = Ring.IC_MEMBER.user;
    private static final String[] TWO_ROWS = {"add_note", "read_notes"};
    private static final String[] ALL_ROWS = {"add_note", "admin_purge", "read_notes"};

    private final Installation installation;

    FrozenAtMintWalk(Installation installation) {
        this.installation = installation;
    }

    @Test
    void promotionAndDemotionDoNotChangeExistingTokens() {
        Tokens member = installation.mint(MICH, Ring.ALL_SCOPES);
        Map<String, ?> seen = whoami(member);
        assertThat(installation.as(member).reach()).containsExactly(TWO_ROWS);

        installation.administrator().move(MICH, Ring.IC_MEMBER, Ring.OPERATOR);
        Tokens operator;
        try {
            assertThat(whoami(member)).isEqualTo(seen);
            assertThat(installation.as(member).reach()).containsExactly(TWO_ROWS);

            operator = installation.mint(MICH, Ring.ALL_SCOPES);
            assertThat(installation.as(operator).reach()).containsExactly(ALL_ROWS);
            // the server has seen the wider token of the same person by now
            assertThat(installation.as(member).reach()).containsExactly(TWO_ROWS);
        } finally {
            installation.administrator().move(MICH, Ring.OPERATOR, Ring.IC_MEMBER);
        }

        assertThat(installation.as(operator).reach()).containsExactly(ALL_ROWS);
        assertThat(installation.as(installation.mint(MICH, Ring.ALL_SCOPES)).reach())
                .containsExactly(TWO_ROWS);
    }

    @Test
    void aRefreshedTokenIsDecidedByItsOwnScopes() {
        Tokens member = installation.mint(MICH, Ring.ALL_SCOPES);
        Tokens demoted;
        installation.administrator().move(MICH, Ring.IC_MEMBER, Ring.PUBLIC);
        try {
            assertThat(installation.as(member).reach()).containsExactly(TWO_ROWS);
            demoted = installation.refresh(member);
            assertThat(demoted.scopes()).isEmpty();
            assertThat(installation.as(demoted).reach()).isEmpty();
            assertThat(installation.as(demoted).whoami().getString("ring")).isEqualTo(Ring.PUBLIC.group);
        } finally {
            installation.administrator().move(MICH, Ring.PUBLIC, Ring.IC_MEMBER);
        }
        assertThat(installation.as(demoted).reach()).isEmpty();
        assertThat(installation.as(installation.mint(MICH, Ring.ALL_SCOPES)).reach())
                .containsExactly(TWO_ROWS);
    }

    private Map<String, ?> whoami(Tokens tokens) {
        return installation.as(tokens).whoami().getMap("");
    }
}
