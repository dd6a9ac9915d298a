package dev.scopedgate.gate;

import dev.scopedgate.gate.Gate.Denied;
import dev.scopedgate.gate.GateConfig.ChallengeScope;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.BearerChallenge;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.ScopeNames;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builds the answer to a denied call: the challenge for step-up, and the message and data of the JSON-RPC error, with the
 * names that the issuer of the token has for the scopes (RFC 6750 §3.1, MCP authorization, scope challenge handling).
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
        BearerChallenge challenge = BearerChallenge.insufficientScope(
                server.metadataUrl(), names(denied).asked(scopes), required(denied));
        // bound to a key: it was presented with the scheme DPoP, or it would not have come this far
        return denied.token()
                        .filter(token -> token.confirmation().jkt().isPresent())
                        .isPresent()
                ? challenge.asDpop()
                : challenge;
    }

    String message(Denied denied) {
        String held = heldNames(denied).stream().map(s -> "'" + s + "'").collect(Collectors.joining(", ", "[", "]"));
        return "403 forbidden: " + required(denied) + "; token scopes are " + held;
    }

    Data data(Denied denied) {
        return new Data(
                List.of(names(denied).asked(denied.scope())),
                heldNames(denied),
                server.metadataUrl().toString());
    }

    private String required(Denied denied) {
        return denied.operation() + " requires scope '" + names(denied).asked(denied.scope()) + "'";
    }

    /** The names that the issuer of the token has: the client is to ask that one. */
    private ScopeNames names(Denied denied) {
        return denied.token().map(server::scopeNames).orElseGet(server::scopeNames);
    }

    /** Of the table's scopes the names that the client asked for; others, such as openid, are the same everywhere. */
    private List<String> heldNames(Denied denied) {
        return held(denied).stream()
                .map(scope -> table.scopes().contains(scope) ? names(denied).asked(scope) : scope)
                .toList();
    }

    private static Set<String> held(Denied denied) {
        return denied.token().map(AccessToken::scopes).orElse(Set.of());
    }
}
