package dev.scopednotes.oauth;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells whether a request without a token in its header carries one in a form instead, which is refused in words of its
 * own (RFC 6750 §2.2). Only a short form of known length is looked at, and only for a second: a stranger's body must not
 * cost us anything.
 */
final class FormBody {

    private static final int MAX_LENGTH = 20 * 1024;
    private static final long MAX_MILLIS = 1000;

    private FormBody() {}

    static Uni<Boolean> holdsToken(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!isShortForm(request) || request.isEnded()) {
            return Uni.createFrom().item(false);
        }
        return Uni.createFrom().completionStage(() -> read(request).future().toCompletionStage());
    }

    private static Promise<Boolean> read(HttpServerRequest request) {
        Promise<Boolean> holds = Promise.promise();
        Context context = Vertx.currentContext();
        long timer = context.owner().setTimer(MAX_MILLIS, id -> holds.tryComplete(false));
        AtomicReference<Buffer> body = new AtomicReference<>(Buffer.buffer());
        request.handler(chunk -> {
                    if (!holds.future().isComplete()) {
                        body.get().appendBuffer(chunk);
                    }
                })
                .exceptionHandler(failure -> holds.tryComplete(false))
                .endHandler(end -> holds.tryComplete(holdsToken(body.get().toString())))
                .resume();
        holds.future().onComplete(done -> {
            context.owner().cancelTimer(timer);
            // whoever sends slowly keeps the connection, but not us this
            body.set(Buffer.buffer());
        });
        return holds;
    }

    private static boolean holdsToken(String form) {
        try {
            return new QueryStringDecoder(form, false).parameters().containsKey("access_token");
        } catch (IllegalArgumentException e) {
            return false;
        }
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
