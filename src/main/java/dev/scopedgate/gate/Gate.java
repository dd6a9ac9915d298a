package dev.scopedgate.gate;

import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.oauth.AccessToken;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * The one decision: a call may proceed only if the access token literally carries the scope that the call needs. Both
 * doors ask it: {@link ScopedInterceptor}, which enforces, and {@link EarlyGate}, which answers before arguments are
 * looked at.
 */
@Singleton
final class Gate {

    private final ScopeTable table;

    Gate(ScopeTable table) {
        this.table = table;
    }

    /** What the gate says of one call. Whatever is not {@link Allowed} is refused. */
    sealed interface Decision {}

    /** The token carries the scope. */
    record Allowed() implements Decision {}

    /** The token lacks the scope, or there is no token (then {@code token} is empty). */
    record Denied(Operation operation, Optional<AccessToken> token) implements Decision {}

    /** The table has no such operation, so nothing may run under that name. */
    record Undeclared() implements Decision {}

    private static final Allowed ALLOWED = new Allowed();
    private static final Undeclared UNDECLARED = new Undeclared();

    /** Decides by name, for the door that knows only what the caller asked for. */
    Decision decide(AccessToken token, Feature feature, String name) {
        Optional<Row> row = table.find(feature, name);
        if (row.isEmpty()) {
            return UNDECLARED;
        }
        return carries(token, row.get().scope()) ? ALLOWED : denied(token, operation(row.get()));
    }

    /** Decides by the {@link Scoped} of the method that is about to run. */
    Decision decide(AccessToken token, Scoped scoped, Method method) {
        return carries(token, scoped.value()) ? ALLOWED : denied(token, operation(scoped, method));
    }

    /** The decision itself; it reads the token and nothing else, above all not the user's ring. */
    private static boolean carries(AccessToken token, String scope) {
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
     * What was asked for.
     *
     * @param label as people read it, for example {@code tool 'add_note'}
     * @param scope the scope that it needs
     */
    record Operation(String label, String scope) {}
}
