package dev.scopedgate.mcp.ask;

import static dev.scopedgate.mcp.ask.Calls.KEY;
import static dev.scopedgate.mcp.ask.Calls.MAX_AGE;
import static dev.scopedgate.mcp.ask.Calls.NOW;
import static dev.scopedgate.mcp.ask.Calls.RESOURCE;
import static dev.scopedgate.mcp.ask.Calls.key;
import static dev.scopedgate.mcp.ask.Calls.purge;
import static dev.scopedgate.mcp.ask.Calls.ray;
import static dev.scopedgate.mcp.ask.Calls.replica;
import static dev.scopedgate.mcp.ask.Calls.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.mcp.ask.Rounds.Answered;
import dev.scopedgate.oauth.AccessToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A state is accepted only for the call that it was made for, and only unchanged; each refusal beside an acceptance. */
class RequestStateTest {

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Rounds rounds = new Rounds(
            2,
            Map.of("confirm", "digest of the question"),
            Map.of("name", new Answered("digest", Map.of("action", "decline"))),
            NOW.plus(MAX_AGE).toEpochMilli());
    private final RequestState replica = replica(NOW, KEY);
    private final String state = replica.seal(purge(), rounds);

    @Test
    void anotherReplicaWithTheSameKeyReadsIt() {
        assertThat(replica(NOW, KEY).open(purge(), state)).contains(rounds);
    }

    static Stream<Arguments> sameCalls() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", List.of(true, "x"));
        Map<String, Object> reordered = new LinkedHashMap<>();
        reordered.put("b", List.of(true, "x"));
        reordered.put("a", 1L);
        return Stream.of(
                Arguments.of("the order of arguments", tool(one), tool(reordered)),
                Arguments.of("the spelling of a number", tool(Map.of("n", 1)), tool(Map.of("n", 1.0))));
    }

    @ParameterizedTest(name = "accepted though the other has {0}")
    @MethodSource("sameCalls")
    void isAcceptedForTheSameCall(String difference, Call call, Call same) {
        assertThat(replica.open(same, replica.seal(call, rounds))).contains(rounds);
    }

    @Test
    void isAcceptedWithANewTokenOfTheSamePrincipalAndClient() {
        var renewed = new AccessToken(
                ray().subject(),
                ray().clientId(),
                Set.of("admin:notes", "notes:read"),
                Optional.of("ring"),
                ray().issuer(),
                NOW.plusSeconds(3600),
                "another id");

        assertThat(replica.open(new Call(renewed, "tools/call", "admin_purge", Map.of("user_id", "ray")), state))
                .contains(rounds);
    }

    static Stream<Arguments> otherCalls() {
        return Stream.of(
                Arguments.of("subject", by(token(ray().issuer(), "mich", "agent"))),
                Arguments.of("issuer", by(token("https://other.example.test", "ray", "agent"))),
                Arguments.of("client", by(token(ray().issuer(), "ray", "other"))),
                Arguments.of("no client", by(token(ray().issuer(), "ray", null))),
                Arguments.of("tool", new Call(ray(), "tools/call", "admin_purge2", Map.of("user_id", "ray"))),
                Arguments.of("method", new Call(ray(), "prompts/get", "admin_purge", Map.of("user_id", "ray"))),
                Arguments.of("argument", tool(Map.of("user_id", "mich"))),
                Arguments.of("type of an argument", tool(Map.of("user_id", List.of("ray")))),
                Arguments.of("further argument", tool(Map.of("user_id", "ray", "x", false))),
                Arguments.of("no argument", tool(Map.of())));
    }

    @ParameterizedTest(name = "refused for another {0}")
    @MethodSource("otherCalls")
    void isRefusedForAnotherCall(String difference, Call other) {
        assertThat(replica.open(other, state)).isEmpty();
        // the difference is the reason: a state of the other call is accepted there
        assertThat(replica.open(other, replica.seal(other, rounds))).contains(rounds);
    }

    @Test
    void isRefusedByAServerOfAnotherResourceWithTheSameKey() {
        var staging =
                new RequestState(List.of(KEY), "https://staging.example.test/mcp", MAX_AGE, InstantSource.fixed(NOW));
        var same = new RequestState(List.of(KEY), RESOURCE, MAX_AGE, InstantSource.fixed(NOW));

        assertThat(staging.open(purge(), state)).isEmpty();
        assertThat(same.open(purge(), state)).isPresent();
    }

    @Test
    void isRefusedFromTheMomentItExpires() {
        assertThat(replica(NOW.plus(MAX_AGE).minusMillis(1), KEY).open(purge(), state))
                .isPresent();
        assertThat(replica(NOW.plus(MAX_AGE), KEY).open(purge(), state)).isEmpty();
    }

    @Test
    void aLaterRoundDoesNotRenewAnAnswer() {
        Instant later = NOW.plus(MAX_AGE).minusMillis(10);
        String renewed = replica(later, KEY)
                .seal(purge(), replica(later, KEY).open(purge(), state).orElseThrow());

        assertThat(replica(NOW.plus(MAX_AGE).minusMillis(1), KEY).open(purge(), renewed))
                .isPresent();
        assertThat(replica(NOW.plus(MAX_AGE), KEY).open(purge(), renewed)).isEmpty();
    }

    @Test
    void isRefusedUnderAnotherKeyUnlessThatOneIsThePreviousKey() {
        assertThat(replica(NOW, key('b')).open(purge(), state)).isEmpty();
        assertThat(replica(NOW, key('b'), KEY).open(purge(), state)).contains(rounds);
        assertThat(replica(NOW).open(purge(), state)).isEmpty();
    }

    @Test
    void encryptsUnderTheNewKeyWhileTheOldOneIsAccepted() {
        String sealed = replica(NOW, key('b'), KEY).seal(purge(), rounds);

        assertThat(replica(NOW, key('b')).open(purge(), sealed)).contains(rounds);
        assertThat(replica.open(purge(), sealed)).isEmpty();
    }

    @Test
    void aStateThatIsTooLongIsRefusedAndTheLongestThatTheServerMakesIsNot() {
        String text = "x".repeat(Inputs.MAX_ANSWER_BYTES - 200);
        Map<String, String> pending = new LinkedHashMap<>();
        for (int i = 0; i < OpenQuestions.MAX; i++) {
            pending.put("k".repeat(62) + i, Canonical.text(i));
        }
        String longest = replica.seal(
                purge(), new Rounds(9, pending, Map.of("a", new Answered("d", Map.of("text", text))), Rounds.NEVER));

        assertThat(longest).hasSizeLessThan(RequestState.MAX_LENGTH);
        assertThat(replica.open(purge(), longest)).isPresent();
        String longer = replica.seal(
                purge(),
                new Rounds(9, pending, Map.of("a", new Answered("d", Map.of("text", text + text))), Rounds.NEVER));
        assertThat(longer).hasSizeGreaterThan(RequestState.MAX_LENGTH);
        assertThat(replica.open(purge(), longer)).isEmpty();
    }

    @Test
    void readsNothingOfTheStateWithoutTheKey() {
        String bytes = new String(Base64.getUrlDecoder().decode(state), StandardCharsets.ISO_8859_1);

        assertThat(bytes).doesNotContain("confirm").doesNotContain("decline");
        assertThat(replica.seal(purge(), rounds)).isNotEqualTo(state);
    }

    @Test
    void refusesEveryAlteredState() {
        Random random = new Random(2026);
        for (int i = 0; i < 20_000; i++) {
            String altered = altered(random, i);
            if (!altered.equals(state)) {
                assertThat(replica.open(purge(), altered)).as(altered).isEmpty();
            }
        }
        assertThat(replica.open(purge(), state)).isPresent();
    }

    /** One character exchanged, left out or inserted, the end cut off, or something put after it. */
    private String altered(Random random, int round) {
        int at = random.nextInt(state.length());
        char other = BASE64.charAt(random.nextInt(BASE64.length()));
        return switch (round % 6) {
            case 0, 1 -> state.substring(0, at) + other + state.substring(at + 1);
            case 2 -> state.substring(0, at) + state.substring(at + 1);
            case 3 -> state.substring(0, at) + other + state.substring(at);
            case 4 -> state.substring(0, at);
            default -> state + (char) random.nextInt(0x180);
        };
    }

    @Test
    void refusesEveryFurtherSpellingOfTheLastCharacter() {
        for (char other : BASE64.toCharArray()) {
            String spelling = state.substring(0, state.length() - 1) + other;
            assertThat(replica.open(purge(), spelling).isPresent()).isEqualTo(spelling.equals(state));
        }
        assertThat(replica.open(purge(), state + "=")).isEmpty();
        assertThat(replica.open(purge(), state + "==")).isEmpty();
    }

    @Test
    void isMadeQuickly() {
        long began = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            replica.open(purge(), replica.seal(purge(), rounds));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    private static Call by(AccessToken token) {
        return new Call(token, "tools/call", "admin_purge", Map.of("user_id", "ray"));
    }

    private static Call tool(Map<String, Object> arguments) {
        return new Call(ray(), "tools/call", "admin_purge", arguments);
    }
}
