package dev.scopednotes.gate;

import dev.scopednotes.gate.ScopeTable.Row;
import dev.scopednotes.oauth.AccessToken;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One decision of the gate, told once for each call: allowed by the door that enforces, refused by whichever door refused.
 *
 * @param operation what was asked for; of an undeclared one it is the caller's own words
 * @param scope what it needs; empty for an undeclared one
 * @param row its row in the table, where it has one
 * @param token whose call it is; empty where nobody is authenticated
 * @param request the HTTP request, where there is one; to be asked for on the request's own thread
 */
public record Decided(
        Outcome outcome,
        String operation,
        String scope,
        Optional<Row> row,
        Optional<AccessToken> token,
        Supplier<RoutingContext> request) {

    /** The key under which a request's routing context holds the id of its JSON-RPC request. */
    public static final String REQUEST_ID = Decided.class.getName() + ".requestId";

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
