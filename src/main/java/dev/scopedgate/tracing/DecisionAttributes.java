package dev.scopedgate.tracing;

import dev.scopedgate.gate.Decided;
import dev.scopedgate.gate.DecisionObserver;
import dev.scopedgate.http.IfOnClassPath;
import dev.scopedgate.oauth.bearer.RefusalObserver;
import dev.scopedgate.oauth.bearer.TokenRefused;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/** Adds the decision to the span of the request. */
@Singleton
@IfOnClassPath(IfOnClassPath.OPENTELEMETRY)
final class DecisionAttributes implements DecisionObserver, RefusalObserver {

    private final Tracing tracing;

    DecisionAttributes(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public Future<Void> decided(Decided decided) {
        if (!tracing.isOff()) {
            Span span = RequestSpan.of(decided.request().get());
            span.setAttribute(Tracing.DECISION, decided.outcome().label());
            decided.row().ifPresent(row -> Tracing.write(row, span));
        }
        return Future.succeededFuture();
    }

    @Override
    public void refused(TokenRefused refused) {
        if (!tracing.isOff()) {
            RequestSpan.of(refused.request())
                    .setAttribute(Tracing.DECISION, refused.reason().isUnjudged() ? "unjudged" : "refused")
                    .setAttribute(Tracing.REASON, refused.reason().label());
        }
    }
}
