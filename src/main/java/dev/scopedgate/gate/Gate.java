package dev.scopedgate.gate;

import dev.scopedgate.gate.Decided.Outcome;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.oauth.AccessToken;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Allows a call only if the access token literally contains the required scope. Both {@link ScopedInterceptor}, which
 * enforces, and {@link EarlyGate}, which answers before arguments are bound, use this decision.
 */
@Singleton
final class Gate {

    private final ScopeTable table;

    Gate(ScopeTable table) {
        this.table = table;
    }

    /** The decision on one call, with its row of the table, if it has one. Anything but {@link Allowed} is refused. */
    sealed interface Decision {

        Optional<Row> row();

        Outcome outcome();
    }

    /** The token has the scope. */
    record Allowed(Optional<Row> row) implements Decision {
        @Override
        public Outcome outcome() {
            return Outcome.ALLOWED;
        }
    }

    /**
     * The token lacks the scope, or there is no token ({@code token} is empty).
     *
     * @param operation for messages, for example {@code tool 'add_note'}
     * @param scope the required scope
     */
    record Denied(Optional<Row> row, String operation, String scope, Optional<AccessToken> token) implements Decision {
        @Override
        public Outcome outcome() {
            return Outcome.DENIED;
        }
    }

    /** The table has no such operation, so nothing runs under that name. */
    record Undeclared() implements Decision {
        @Override
        public Optional<Row> row() {
            return Optional.empty();
        }

        @Override
        public Outcome outcome() {
            return Outcome.UNDECLARED;
        }
    }

    /** The headers or the {@code requestState} do not belong to the body; neither was decided on. */
    record Mismatched(Optional<Row> row) implements Decision {
        @Override
        public Outcome outcome() {
            return Outcome.MISMATCHED;
        }
    }

    private static final Undeclared UNDECLARED = new Undeclared();

    /** Decides by the name in the request, for {@link EarlyGate}. */
    Decision decide(AccessToken token, Feature feature, String name) {
        Optional<Row> row = table.find(feature, name);
        return row.isEmpty() ? UNDECLARED : decide(token, row, row.get().scope());
    }

    /** No decision, for a request that contradicts itself. */
    Decision mismatched(Feature feature, String name) {
        return new Mismatched(table.find(feature, name));
    }

    /** Decides by the {@link Scoped} of the method that is about to run. */
    Decision decide(AccessToken token, Scoped scoped, Method method) {
        return decide(token, table.find(method), scoped.value());
    }

    private static Decision decide(AccessToken token, Optional<Row> row, String scope) {
        return hasScope(token, scope)
                ? new Allowed(row)
                : new Denied(row, operation(row, scope), scope, Optional.ofNullable(token));
    }

    /** Reads only the scopes of the token, never the user's ring. */
    private static boolean hasScope(AccessToken token, String scope) {
        return token != null && token.scopes().contains(scope);
    }

    private static String operation(Optional<Row> row, String scope) {
        return row.filter(known -> known.scope().equals(scope))
                .map(known -> known.feature() + " '" + known.name() + "'")
                .orElse("this operation");
    }
}
