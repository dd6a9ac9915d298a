package dev.scopedgate.mcp;

import dev.scopedgate.gate.EarlyGate.Refusal;
import dev.scopedgate.http.Answer;
import dev.scopedgate.http.RequestWork;
import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import dev.scopedgate.mcp.jsonrpc.JsonRpcResponse;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers a refused message only after the refusal is recorded, which it usually is already. */
final class RefusalAnswer {

    private RefusalAnswer() {}

    static void send(RoutingContext context, Object id, Refusal refusal) {
        HttpServerResponse response = context.response();
        after(refusal.recorded(), context, () -> {
            refusal.challenge().ifPresent(challenge -> response.putHeader("WWW-Authenticate", challenge.toString()));
            JsonRpcResponse.error(response, refusal.status(), id, refusal.code(), refusal.message(), refusal.data());
        });
    }

    static void send(RoutingContext context, EnvelopeException refusal, Future<Void> recorded) {
        after(recorded, context, () -> JsonRpcResponse.error(context.response(), refusal));
    }

    private static void after(Future<Void> recorded, RoutingContext context, Runnable answer) {
        Runnable unlessOver = () -> {
            if (!Answer.isOver(context.response())) {
                answer.run();
            }
        };
        if (recorded.isComplete()) {
            unlessOver.run();
        } else {
            // the event that waits takes memory, also after its caller has disconnected
            RequestWork.began(context, recorded);
            Context ofRequest = Vertx.currentContext();
            recorded.onComplete(done -> ofRequest.runOnContext(ignored -> unlessOver.run()));
        }
    }
}
