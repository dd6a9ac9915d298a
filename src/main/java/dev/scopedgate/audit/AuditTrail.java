package dev.scopedgate.audit;

import dev.scopedgate.audit.AuditConfig.AllowedCalls;
import dev.scopedgate.gate.Decided;
import dev.scopedgate.gate.Decided.Outcome;
import dev.scopedgate.gate.DecisionObserver;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Kind;
import dev.scopedgate.metrics.Meters;
import dev.scopedgate.metrics.Meters.Meter;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.bearer.RefusalObserver;
import dev.scopedgate.oauth.bearer.TokenRefused;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Records an event for every decision and every refused token. Denials are never dropped. Refused tokens beyond a rate
 * are only counted. Allowed calls may be excluded by setting, and may be dropped, which is counted, if the log is slow.
 */
@Singleton
class AuditTrail implements DecisionObserver, RefusalObserver {

    private final AllowedCalls allowed;
    private final RefusedRate refusedRate;
    private final AuditConfig config;
    private final AuditLog log;

    AuditTrail(AuditConfig config, AuditSettings settings, Meters metrics) {
        this.config = config;
        allowed = settings.allowed();
        refusedRate = new RefusedRate(config.refusedPerSecond(), System::nanoTime);
        log = new AuditLog(config.queueSize(), new AuditLogger(new FieldNames(settings.format())), this::rest);
        metrics.counter(
                Meter.of("scoped.gate.audit.dropped", "Audit events that were dropped; never a denial"), log::dropped);
    }

    @Override
    public Future<Void> decided(Decided decided) {
        boolean isAllowed = decided.outcome() == Outcome.ALLOWED;
        if (isAllowed && !isRecorded(decided)) {
            return Future.succeededFuture();
        }
        // only the values to be written: the request, with its body and token, must not be held until then
        Caller caller = Caller.of(request(decided));
        String outcome = decided.outcome().label();
        String operation = ShownText.bounded(decided.operation());
        String scope = decided.scope();
        // a tool may have the name of a prompt
        String feature = decided.feature() == Feature.TOOL
                ? ""
                : decided.feature().name().toLowerCase(Locale.ROOT);
        Optional<AccessToken> token = decided.token();
        AuditEvent event = AuditEvent.now(fields -> {
            fields.put("decision", outcome)
                    .put("feature", feature)
                    .put("tool", operation)
                    .put("required_scope", scope);
            token.ifPresent(known -> TokenFields.write(known, fields));
            caller.write(fields);
        });
        if (isAllowed) {
            log.offer(event);
            return Future.succeededFuture();
        }
        return log.take(event);
    }

    private boolean isRecorded(Decided decided) {
        return allowed == AllowedCalls.ALL
                || allowed == AllowedCalls.WRITE
                        && decided.row().filter(row -> row.kind() == Kind.read).isEmpty();
    }

    private static RoutingContext request(Decided decided) {
        try {
            return decided.request().get();
        } catch (ContextNotActiveException e) {
            // the method was called outside a request
            return null;
        }
    }

    @Override
    public void refused(TokenRefused refused) {
        if (!refusedRate.passes(refused.reason())) {
            return;
        }
        Optional<String> token = refused.tokenId();
        Optional<String> detail = refused.detail();
        RefusalReason reason = refused.reason();
        Optional<AccessToken> verified = refused.verified();
        Caller caller = Caller.of(refused.request());
        log.offer(AuditEvent.now(fields -> {
            fields.put("decision", decision(reason))
                    .put("reason", reason.label())
                    .put("detail", detail);
            verified.ifPresentOrElse(valid -> TokenFields.write(valid, fields), () -> fields.put("token", token));
            caller.write(fields);
        }));
    }

    private List<AuditEvent> rest() {
        return refusedRate.rest().stream()
                .map(rest -> AuditEvent.now(fields -> fields.put("decision", decision(rest.reason()))
                        .put("reason", rest.reason().label())
                        .put("count", Long.toString(rest.rest()))))
                .toList();
    }

    private static String decision(RefusalReason reason) {
        return reason.isUnjudged() ? "unjudged" : "refused";
    }

    @PreDestroy
    void stop() {
        log.stop(config.flushTimeout().read());
    }
}
