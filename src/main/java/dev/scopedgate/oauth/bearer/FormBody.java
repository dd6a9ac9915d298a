package dev.scopedgate.oauth.bearer;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.http.FormField;
import dev.scopedgate.oauth.Waiting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;

/**
 * Detects a token in the form body of a request without one in its header, so that the refusal can say so (RFC 6750
 * §2.2). Reads only short forms of known length, for at most a second, and keeps nothing. Concurrent reads are bounded
 * by the budget for unauthenticated callers.
 */
final class FormBody {

    private static final int MAX_LENGTH = 20 * 1024;
    private static final long MAX_MILLIS = 1000;

    private FormBody() {}

    static Future<Boolean> holdsToken(RoutingContext context, Budget strangers) {
        HttpServerRequest request = context.request();
        if (!isShortForm(request) || request.isEnded()) {
            return Future.succeededFuture(false);
        }
        Optional<Lease> lease = Waiting.of(context, strangers, "").begin();
        if (lease.isEmpty()) {
            // budget used up: answered like a request without a token
            return Future.succeededFuture(false);
        }
        return Future.succeededFuture()
                // turns an exception into a failed future
                .compose(now -> read(request).future())
                .onComplete(done -> lease.get().end());
    }

    private static Promise<Boolean> read(HttpServerRequest request) {
        Promise<Boolean> holds = Promise.promise();
        Context context = Vertx.currentContext();
        long timer = context.owner().setTimer(MAX_MILLIS, id -> holds.tryComplete(false));
        FormField token = new FormField("access_token");
        request.handler(piece -> {
                    if (token.read(piece)) {
                        holds.tryComplete(true);
                    }
                })
                .exceptionHandler(failure -> holds.tryComplete(false))
                .endHandler(end -> holds.tryComplete(token.end()))
                .resume();
        holds.future().onComplete(done -> context.owner().cancelTimer(timer));
        return holds;
    }

    private static boolean isShortForm(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")
                && length != null
                && length.matches("\\d{1,5}")
                && Integer.parseInt(length) <= MAX_LENGTH;
    }
}
