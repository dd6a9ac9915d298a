package dev.scopedgate.mcp;

import dev.scopedgate.gate.EarlyGate.Refusal;
import dev.scopedgate.http.Answer;
import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import dev.scopedgate.mcp.jsonrpc.JsonRpcResponse;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/** Answers a refused message only after the refusal is recorded, which it usually is already. */
final class RefusalAnswer {

    private RefusalAnswer() {}

    static void send(HttpServerResponse response, Object id, Refusal refusal) {
        after(refusal.recorded(), response, () -> {
            refusal.challenge().ifPresent(challenge -> response.putHeader("WWW-Authenticate", challenge.toString()));
            JsonRpcResponse.error(response, refusal.status(), id, refusal.code(), refusal.message(), refusal.data());
        });
    }

    static void send(HttpServerResponse response, EnvelopeException refusal, Future<Void> recorded) {
        after(recorded, response, () -> JsonRpcResponse.error(response, refusal));
    }

    private static void after(Future<Void> recorded, HttpServerResponse response, Runnable answer) {
        Runnable unlessOver = () -> {
            if (!Answer.isOver(response)) {
                answer.run();
            }
        };
        if (recorded.isComplete()) {
            unlessOver.run();
        } else {
            Context ofRequest = Vertx.currentContext();
            recorded.onComplete(done -> ofRequest.runOnContext(ignored -> unlessOver.run()));
        }
    }
}
