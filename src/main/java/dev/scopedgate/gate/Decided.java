package dev.scopedgate.gate;

import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.oauth.AccessToken;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One decision of the gate, told once for each call: allowed by the door that enforces, refused by whichever door refused.
 *
 * @param feature what was asked for
 * @param operation its name, after the feature where it is no tool; of an undeclared one it is the caller's own words
 * @param scope what it needs; empty for an undeclared one
 * @param row its row in the table, where it has one
 * @param token whose call it is; empty where nobody is authenticated
 * @param request the HTTP request, where there is one; to be asked for on the request's own thread
 */
public record Decided(
        Outcome outcome,
        Feature feature,
        String operation,
        String scope,
        Optional<Row> row,
        Optional<AccessToken> token,
        Supplier<RoutingContext> request) {

    /** The key under which a request's routing context holds the id of its JSON-RPC request. */
    public static final String REQUEST_ID = Decided.class.getName() + ".requestId";

    /** The key under which a request's routing context holds that the method of an operation has decided. */
    static final String BY_METHOD = Decided.class.getName() + ".byMethod";

    /** What was decided. */
    public enum Outcome {
        ALLOWED,
        DENIED,
        UNDECLARED;

        /** As labels and fields spell it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
