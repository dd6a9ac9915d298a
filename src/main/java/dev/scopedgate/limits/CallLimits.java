package dev.scopedgate.limits;

import dev.scopedgate.bounds.CallerAddress;
import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.RequestSteps;
import dev.scopedgate.http.RequestWork;
import dev.scopedgate.oauth.Subject;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Lets no subject and no address have more calls than its share, nor all together more at once than the server bears; a
 * denied call is a call. A limit that is off is no step on the way of a request.
 */
@Singleton
class CallLimits {

    private final LimitsConfig config;
    private final LimitedResponse response;
    private final Allowances<Subject> subjects;
    private final Allowances<CallerAddress> addresses;
    private final RunningCalls running;

    CallLimits(LimitsConfig config, LimitedResponse response) {
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

    private void limitAddress(RoutingContext context, Handler<RoutingContext> onwards) {
        goOnAfter(
                context,
                Limit.ADDRESS,
                addresses.take(CallerAddress.of(context.request().remoteAddress())),
                onwards);
    }

    private void limitSubject(RoutingContext context, Handler<RoutingContext> onwards) {
        Subject subject = Subject.of(context);
        goOnAfter(context, Limit.SUBJECT, subject == null ? 0 : subjects.take(subject), onwards);
    }

    private void limitRunning(RoutingContext context, Handler<RoutingContext> onwards) {
        Subject subject = Subject.of(context);
        if (subject == null) {
            onwards.handle(context);
            return;
        }
        Optional<Limit> broken = running.begin(subject);
        if (broken.isPresent()) {
            response.send(context, broken.get(), 1);
        } else {
            // a client that goes away in the middle takes its place with it only when the work is done
            RequestWork.onceOver(context, () -> running.end(subject));
            onwards.handle(context);
        }
    }

    private void goOnAfter(RoutingContext context, Limit limit, long seconds, Handler<RoutingContext> onwards) {
        if (seconds == 0) {
            onwards.handle(context);
        } else {
            response.send(context, limit, seconds);
        }
    }
}
