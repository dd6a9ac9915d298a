package dev.scopedgate.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.CompactJws;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import org.junit.jupiter.api.Test;

/** The id of a token in the audit log is the same for each of its valid signatures. */
class TokenIdTest {

    @Test
    void bothSignaturesOfOneTokenGiveOneId() {
        String token = TokenForge.token("notes:read")
                .signedBy(SigningKeys.ec(), "ES256")
                .sign();
        String other = CompactJws.withNegativeS(token);

        assertThat(other).isNotEqualTo(token);
        assertThat(TokenId.ofToken(other)).isEqualTo(TokenId.ofToken(token));
    }

    @Test
    void anotherTokenHasAnotherId() {
        assertThat(TokenId.ofToken(TokenForge.bearer("notes:read")))
                .isNotEqualTo(TokenId.ofToken(TokenForge.bearer("notes:read")));
    }

    @Test
    void theIdOfAnOpaqueTokenDependsOnAllItsParts() {
        assertThat(TokenId.ofToken("v4.public.first")).isNotEqualTo(TokenId.ofToken("v4.public.second"));
        assertThat(TokenId.ofToken("first")).isNotEqualTo(TokenId.ofToken("second"));
    }
}
