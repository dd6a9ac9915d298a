package dev.scopedgate.gate;

import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.oauth.AccessToken;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One decision of the gate, reported once per call: if allowed, by {@link ScopedInterceptor}; if refused, by the one
 * that refused.
 *
 * @param feature the kind of feature
 * @param operation its name, with the feature as prefix unless it is a tool; for an undeclared one, as the caller wrote
 *     it
 * @param scope the required scope; empty for an undeclared one
 * @param row its row in the table, if it has one
 * @param token the caller's token; empty without authentication
 * @param request the HTTP request, if any; must be read on the request's own thread
 */
public record Decided(
        Outcome outcome,
        Feature feature,
        String operation,
        String scope,
        Optional<Row> row,
        Optional<AccessToken> token,
        Supplier<RoutingContext> request) {

    /** The routing context key of the JSON-RPC request id. */
    public static final String REQUEST_ID = Decided.class.getName() + ".requestId";

    /** The routing context key that marks a request whose method was decided. */
    static final String BY_METHOD = Decided.class.getName() + ".byMethod";

    public enum Outcome {
        ALLOWED,
        DENIED,
        UNDECLARED,
        /** Refused before a decision: the headers or the {@code requestState} do not belong to the body. */
        MISMATCHED;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The value of metric labels and audit fields. */
        public String label() {
            return label;
        }
    }
}
