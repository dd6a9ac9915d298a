package dev.scopedgate.limits;

import dev.scopedgate.bounds.CallerAddress;
import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.RequestSteps;
import dev.scopedgate.http.RequestWork;
import dev.scopedgate.oauth.Subject;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Limits the calls of each subject and address per minute, and concurrent calls per subject and in total. Denied calls
 * count. A limit that is off adds no step to a request.
 */
@Singleton
class CallLimits {

    private final LimitsConfig config;
    private final LimitedResponse response;
    private final Allowances<Subject> subjects;
    private final Allowances<CallerAddress> addresses;
    private final RunningCalls running;
    private final GatedPaths paths;

    CallLimits(LimitsConfig config, LimitedResponse response, GatedPaths paths) {
        this.paths = paths;
        this.config = config;
        this.response = response;
        subjects = new Allowances<>(Math.max(1, config.callsPerSubject()), config.trackedCallers());
        addresses = new Allowances<>(Math.max(1, config.callsPerAddress()), config.trackedCallers());
        running = new RunningCalls(config.concurrentCalls(), config.concurrentCallsPerSubject());
    }

    void register(@Observes RequestSteps steps) {
        if (config.callsPerAddress() > 0) {
            steps.register(this::limitAddress, FilterOrder.ADDRESS_LIMIT.place());
        }
        if (config.callsPerSubject() > 0) {
            steps.register(this::limitSubject, FilterOrder.SUBJECT_LIMIT.place());
        }
        if (config.concurrentCalls() > 0 || config.concurrentCallsPerSubject() > 0) {
            steps.register(this::limitRunning, FilterOrder.RUNNING_CALLS_LIMIT.place());
        }
    }

    private void limitAddress(RoutingContext context, Handler<RoutingContext> next) {
        proceedUnlessLimited(
                context,
                Limit.ADDRESS,
                paths.cover(context)
                        ? addresses.take(CallerAddress.of(context.request().remoteAddress()))
                        : 0,
                next);
    }

    private void limitSubject(RoutingContext context, Handler<RoutingContext> next) {
        Subject subject = Subject.of(context);
        proceedUnlessLimited(context, Limit.SUBJECT, subject == null ? 0 : subjects.take(subject), next);
    }

    private void limitRunning(RoutingContext context, Handler<RoutingContext> next) {
        Subject subject = Subject.of(context);
        if (subject == null) {
            next.handle(context);
            return;
        }
        Optional<Limit> exceeded = running.begin(subject);
        if (exceeded.isPresent()) {
            response.send(context, exceeded.get(), 1);
        } else {
            // counts until the work finishes, even after the client disconnects
            RequestWork.onceOver(context, () -> running.end(subject));
            next.handle(context);
        }
    }

    private void proceedUnlessLimited(RoutingContext context, Limit limit, long seconds, Handler<RoutingContext> next) {
        if (seconds == 0) {
            next.handle(context);
        } else {
            response.send(context, limit, seconds);
        }
    }
}
