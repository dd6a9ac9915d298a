package dev.scopedgate.mcp.ask;

import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.settings.StateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls of one client, and the state of two replicas, for the tests of this package. */
final class Calls {

    static final String RESOURCE = "https://notes.example.test/mcp";
    static final Duration MAX_AGE = Duration.ofMinutes(10);
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    static final StateKey KEY = key('a');
    static final Optional<Map<?, ?>> CAPABLE =
            Optional.of(Map.of("elicitation", Map.of(), "sampling", Map.of(), "roots", Map.of()));

    private Calls() {}

    static StateKey key(char fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return StateKey.of(Base64.getEncoder().encodeToString(bytes)).orElseThrow();
    }

    static RequestState replica(Instant now, StateKey... keys) {
        return new RequestState(List.of(keys), RESOURCE, MAX_AGE, InstantSource.fixed(now));
    }

    static AccessToken token(String issuer, String subject, String client) {
        return new AccessToken(
                subject, Optional.ofNullable(client), Set.of("admin:notes"), Optional.empty(), issuer, NOW, "id");
    }

    static AccessToken ray() {
        return token("https://issuer.example.test", "ray", "agent");
    }

    static Call purge() {
        return new Call(ray(), "tools/call", "admin_purge", Map.of("user_id", "ray"));
    }

    /** The inputs of a call on a replica with the common key. */
    static Inputs inputs(Call call, Map<String, Object> params) throws EnvelopeException {
        return new RequestedInputs(replica(NOW, KEY)).inputs(call, 1, params, CAPABLE);
    }

    static Inputs first() throws EnvelopeException {
        return inputs(purge(), Map.of());
    }

    /** The next round of the same call, with the state of that one and these responses. */
    static Inputs next(Inputs round, Map<String, Object> responses) throws EnvelopeException {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("requestState", round.result().getString("requestState"));
        params.put("inputResponses", responses);
        return inputs(purge(), params);
    }

    static Map<String, Object> accepted(Map<String, Object> content) {
        return Map.of("action", "accept", "content", content);
    }
}
