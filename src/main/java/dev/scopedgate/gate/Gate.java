package dev.scopedgate.gate;

import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.oauth.AccessToken;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Allows a call only if the access token contains exactly the required scope. Both {@link ScopedInterceptor}, which
 * enforces, and {@link EarlyGate}, which answers before arguments are bound, use this decision.
 */
@Singleton
final class Gate {

    private final ScopeTable table;

    Gate(ScopeTable table) {
        this.table = table;
    }

    /** The decision on one call. Anything but {@link Allowed} is refused. */
    sealed interface Decision {}

    /** The token has the scope. */
    record Allowed() implements Decision {}

    /** The token lacks the scope, or there is no token ({@code token} is empty). */
    record Denied(Operation operation, Optional<AccessToken> token) implements Decision {}

    /** The table has no such operation, so nothing runs under that name. */
    record Undeclared() implements Decision {}

    private static final Allowed ALLOWED = new Allowed();
    private static final Undeclared UNDECLARED = new Undeclared();

    /** Decides by the name in the request, for {@link EarlyGate}. */
    Decision decide(AccessToken token, Feature feature, String name) {
        Optional<Row> row = table.find(feature, name);
        if (row.isEmpty()) {
            return UNDECLARED;
        }
        return hasScope(token, row.get().scope()) ? ALLOWED : denied(token, operation(row.get()));
    }

    /** Decides by the {@link Scoped} of the method that is about to run. */
    Decision decide(AccessToken token, Scoped scoped, Method method) {
        return hasScope(token, scoped.value()) ? ALLOWED : denied(token, operation(scoped, method));
    }

    /** Reads only the scopes of the token, never the user's ring. */
    private static boolean hasScope(AccessToken token, String scope) {
        return token != null && token.scopes().contains(scope);
    }

    private static Denied denied(AccessToken token, Operation operation) {
        return new Denied(operation, Optional.ofNullable(token));
    }

    private Operation operation(Scoped scoped, Method method) {
        return table.find(method)
                .filter(row -> row.scope().equals(scoped.value()))
                .map(Gate::operation)
                .orElseGet(() -> new Operation("this operation", scoped.value()));
    }

    private static Operation operation(Row row) {
        return new Operation(row.feature() + " '" + row.name() + "'", row.scope());
    }

    /**
     * The requested operation.
     *
     * @param label for messages, for example {@code tool 'add_note'}
     * @param scope the required scope
     */
    record Operation(String label, String scope) {}
}
