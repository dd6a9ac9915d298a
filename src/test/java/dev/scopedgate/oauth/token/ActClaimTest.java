package dev.scopedgate.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scopedgate.oauth.Acting;
import dev.scopedgate.oauth.Acting.Actor;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who acts is read whole or the token is refused: no call is in the audit log without those who made it (RFC 8693 §4.1). */
class ActClaimTest {

    private static Acting of(String claims) {
        try {
            return ActClaim.of(JwtClaims.parse(claims), "ray", Optional.of("agent"));
        } catch (InvalidJwtException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Actor actor(String subject, String clientId, String issuer) {
        return new Actor(Optional.ofNullable(subject), Optional.ofNullable(clientId), Optional.ofNullable(issuer));
    }

    /** That many actors, each with a name of that length. */
    private static String chain(int depth, int length) {
        String act = "null";
        for (int i = depth; i > 0; i--) {
            act = "{\"sub\":\"" + "a".repeat(length) + "\",\"act\":" + act + "}";
        }
        return "{\"act\":" + act + "}";
    }

    @Test
    void theCurrentActorIsFirst() {
        assertThat(of("""
                {"act":{"sub":"subagent","iss":"https://a.test","exp":1,"act":{"client_id":"orchestrator","act":{"sub":"desk"}}}}
                """).actors())
                .containsExactly(
                        actor("subagent", null, "https://a.test"),
                        actor(null, "orchestrator", null),
                        actor("desk", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"act\":null}", "{\"acts\":5}", "{\"may_act\":{\"sub\":\"x\"}}"})
    void withoutTheClaimNobodyElseActs(String claims) {
        assertThat(of(claims)).isEqualTo(Acting.UNKNOWN);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'act':'agent'} | act is not an object",
                "{'act':['agent']} | act is not an object",
                "{'act':5} | act is not an object",
                "{'act':true} | act is not an object",
                "{'act':{'sub':'a','act':'b'}} | act is not an object",
                "{'act':{'sub':'a','act':[{'sub':'b'}]}} | act is not an object",
                "{'act':{}} | act has neither sub nor client_id",
                "{'act':{'iss':'https://a.test'}} | act has neither sub nor client_id",
                "{'act':{'sub':'','client_id':''}} | act has neither sub nor client_id",
                "{'act':{'sub':'a','act':{}}} | act has neither sub nor client_id",
                "{'act':{'sub':5}} | a member of act is not a string",
                "{'act':{'sub':['a']}} | a member of act is not a string",
                "{'act':{'sub':'a','client_id':{}}} | a member of act is not a string",
                "{'act':{'sub':'a','iss':false}} | a member of act is not a string",
            })
    void aMalformedClaimIsRefusedByName(String claims, String detail) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> of(claims.replace('\'', '"')));

        assertThat(refused.refusal()).isEqualTo(new InvalidToken(RefusalReason.CLAIM, detail));
    }

    @Test
    void asManyAsCanBeRecordedAreReadAndMoreAreRefused() {
        assertThat(of(chain(8, 256)).actors()).hasSize(8);
        for (String tooMuch : new String[] {chain(9, 1), chain(8, 257), chain(1, 2049), chain(1000, 1)}) {
            RefusedException refused = catchThrowableOfType(RefusedException.class, () -> of(tooMuch));
            assertThat(refused.refusal())
                    .isEqualTo(new InvalidToken(RefusalReason.CLAIM, "act names more than this server records"));
        }
    }

    @ParameterizedTest(name = "sub {0}, client {1}, {2}: {3}")
    @CsvSource({
        "agent, agent, {}, true",
        "ray, agent, {}, false",
        "Agent, agent, {}, false",
        "agent, , {}, false",
        "oid, agent, '{\"idtyp\":\"app\"}', true",
        "oid, agent, '{\"idtyp\":\"user\"}', false",
        "agent@clients, agent, '{\"gty\":\"client-credentials\"}', true",
        "ray, agent, '{\"gty\":\"password\"}', false",
        "ray, agent, '{\"idtyp\":[\"app\"],\"gty\":5}', false",
    })
    void aClientThatActsForItselfIsKnown(String subject, String client, String claims, boolean itself)
            throws Exception {
        assertThat(ActClaim.of(JwtClaims.parse(claims), subject, Optional.ofNullable(client))
                        .client())
                .isEqualTo(itself);
    }
}
