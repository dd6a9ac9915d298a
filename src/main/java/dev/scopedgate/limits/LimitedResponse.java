package dev.scopedgate.limits;

import dev.scopedgate.http.Answer;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.metrics.Meters;
import dev.scopedgate.metrics.Meters.Meter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Answers and counts a request that is over a limit. The answer says when to retry, and nothing about the caller or the
 * validity of the token (RFC 6585 §4). The body has not been read, so the JSON-RPC error has no id (JSON-RPC 2.0 §5).
 */
@Singleton
class LimitedResponse {

    private static final String DETAIL = "too many calls: nothing was done and the token was not rejected;"
            + " try again after the time in Retry-After";

    /** A server error code that JSON-RPC leaves to implementations (JSON-RPC 2.0 §5.1). */
    private static final String JSON_RPC =
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"" + DETAIL + "\"}}";

    private static final String JSON = "{\"error\":\"too_many_requests\",\"detail\":\"" + DETAIL + "\"}";

    private final Map<Limit, Runnable> limited = new EnumMap<>(Limit.class);

    LimitedResponse(Meters metrics) {
        for (Limit limit : Limit.values()) {
            limited.put(
                    limit,
                    metrics.counter(Meter.of(
                            "scoped_gate_calls_limited",
                            "Calls answered 429 or 503, by the limit",
                            "limit",
                            limit.name().toLowerCase(Locale.ROOT))));
        }
    }

    void send(RoutingContext context, Limit limit, long retryAfterSeconds) {
        limited.get(limit).run();
        if (Answer.isOver(context.response())) {
            return;
        }
        context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds));
        Answer.json(
                context.response(),
                limit.status(),
                Buffer.buffer(GatedPaths.MCP.equals(context.normalizedPath()) ? JSON_RPC : JSON));
        Answer.discardBody(context.request());
    }
}
