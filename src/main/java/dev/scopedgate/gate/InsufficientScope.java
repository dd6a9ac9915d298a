package dev.scopedgate.gate;

import dev.scopedgate.gate.Gate.Denied;
import dev.scopedgate.gate.GateConfig.ChallengeScope;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.BearerChallenge;
import dev.scopedgate.oauth.ResourceServer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builds the answer to a denied call: the challenge for step-up, and the message and data of the JSON-RPC error (RFC
 * 6750 §3.1, MCP authorization, scope challenge handling).
 */
@Singleton
final class InsufficientScope {

    private final ScopeTable table;
    private final ResourceServer server;
    private final ChallengeScope challengeScope;

    InsufficientScope(ScopeTable table, ResourceServer server, GateSettings settings) {
        this.table = table;
        this.server = server;
        this.challengeScope = settings.challengeScope();
    }

    /** The {@code data} of the JSON-RPC error. */
    @RegisterForReflection
    record Data(List<String> required_scopes, List<String> token_scopes, String resource_metadata) {}

    /**
     * One challenge. Some clients ask for exactly the challenged scopes and would lose those they hold, so by default
     * it also names the scopes of the table that the token already has.
     */
    BearerChallenge challenge(Denied denied) {
        Set<String> scopes = new LinkedHashSet<>(Set.of(denied.scope()));
        if (challengeScope == ChallengeScope.UNION) {
            Set<String> held = held(denied);
            scopes = table.scopes().stream()
                    .filter(scope -> held.contains(scope) || scope.equals(denied.scope()))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
        BearerChallenge challenge = BearerChallenge.insufficientScope(server.metadataUrl(), scopes, required(denied));
        // bound to a key: it was presented with the scheme DPoP, or it would not have come this far
        return denied.token()
                        .filter(token -> token.confirmation().jkt().isPresent())
                        .isPresent()
                ? challenge.asDpop()
                : challenge;
    }

    String message(Denied denied) {
        String held = held(denied).stream().map(s -> "'" + s + "'").collect(Collectors.joining(", ", "[", "]"));
        return "403 forbidden: " + required(denied) + "; token scopes are " + held;
    }

    Data data(Denied denied) {
        return new Data(
                List.of(denied.scope()),
                List.copyOf(held(denied)),
                server.metadataUrl().toString());
    }

    private static String required(Denied denied) {
        return denied.operation() + " requires scope '" + denied.scope() + "'";
    }

    private static Set<String> held(Denied denied) {
        return denied.token().map(AccessToken::scopes).orElse(Set.of());
    }
}
