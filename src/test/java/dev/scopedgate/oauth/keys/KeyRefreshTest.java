package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.oauth.keys.KeySource.Published;
import dev.scopedgate.testsupport.SigningKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When fetches begin, and that none does after stop; the test ends the fetches. */
class KeyRefreshTest {

    /** Longer than the time until the first retry. */
    private static final long LONGER = 1500;

    private final Vertx vertx = Vertx.vertx();
    private final MovedTimers timers = new MovedTimers();
    private final List<Promise<Published>> fetches = new CopyOnWriteArrayList<>();
    private final List<Promise<Void>> locations = new CopyOnWriteArrayList<>();
    private final KeyRefresh refresh = refresh(timers);

    private KeyRefresh refresh(Timers by) {
        return new KeyRefresh(
                vertx,
                by,
                Start.config(Map.of(
                                "SCOPED_GATE_KEYS_REFRESH_INTERVAL", "1s",
                                "SCOPED_GATE_KEYS_MIN_REFRESH_INTERVAL", "1s"))
                        .keys(),
                () -> begun(fetches),
                () -> begun(locations));
    }

    /** Whether each fetch ran on the context of a request, which is a duplicate of its event loop's. */
    private final List<Boolean> ofARequest = new CopyOnWriteArrayList<>();

    private <T> Future<T> begun(List<Promise<T>> all) {
        Promise<T> one = Promise.promise();
        ofARequest.add(Vertx.currentContext() instanceof ContextInternal context && context.isDuplicate());
        all.add(one);
        return one.future();
    }

    private Promise<Published> fetch(int number) {
        await().until(() -> fetches.size() == number);
        return fetches.get(number - 1);
    }

    private Promise<Void> location(int number) {
        await().until(() -> locations.size() == number);
        return locations.get(number - 1);
    }

    private void succeedOnce() throws JoseException {
        Future<KeySet> first = refresh.now();
        fetch(1).complete(published());
        await().until(first::succeeded);
    }

    @AfterEach
    void stop() {
        refresh.stop();
        vertx.close();
    }

    private static Published published() throws JoseException {
        return new Published(KeySet.parse(SigningKeys.jwks(), Start.algorithms()), Optional.empty());
    }

    @Test
    void runsOneFetchAtATime() throws JoseException {
        Future<KeySet> first = refresh.now();

        assertThat(refresh.now()).isSameAs(first);
        assertThat(refresh.soon()).isSameAs(first);
        assertThat(refresh.underWay()).contains(first);
        fetch(1).complete(published());
        await().until(first::succeeded);
        assertThat(refresh.underWay()).isEmpty();
        assertThat(fetches).hasSize(1);
    }

    @Test
    void theFirstFetchWaitsForNoInterval() throws JoseException {
        Future<KeySet> first = refresh.soon();

        assertThat(refresh.underWay()).contains(first);
        fetch(1).complete(published());
        await().until(first::succeeded);
    }

    @Test
    void callersWithinTheMinimumIntervalShareTheNextFetch() throws JoseException {
        succeedOnce();

        Future<KeySet> waiting = refresh.soon();
        assertThat(refresh.soon()).isSameAs(waiting);
        // the default, a second
        timers.move(999);
        assertThat(refresh.underWay()).isEmpty();

        timers.move(1);
        fetch(2).complete(published());
        await().until(waiting::succeeded);
    }

    @Test
    void aFailedFetchFailsItsWaitingCallers() throws JoseException {
        succeedOnce();
        Future<KeySet> waiting = refresh.soon();

        timers.move(LONGER);
        fetch(2).fail("away");

        await().until(waiting::failed);
    }

    @Test
    void repeatsDiscoveryBeforeTheRetryAfterAFailure() {
        refresh.now();
        fetch(1).fail("away");
        timers.move(LONGER);

        Promise<Void> location = location(1);
        assertThat(fetches).hasSize(1);
        location.fail("away too");
        fetch(2);
    }

    @Test
    void schedulesNothingWhenAFetchEndsAfterStop() {
        refresh.now();
        Promise<Published> fetch = fetch(1);
        refresh.stop();
        fetch.fail("broken off");

        assertThat(timers.isEmpty()).isTrue();
        assertThat(locations).isEmpty();
        assertThat(fetches).hasSize(1);
    }

    @Test
    void fetchesNothingWhenStoppedDuringDiscovery() throws Exception {
        succeedOnce();
        timers.move(LONGER);
        Promise<Void> location = location(1);

        refresh.stop();
        location.complete();

        assertThat(refresh.soon().failed()).isTrue();
        assertThat(timers.isEmpty()).isTrue();
        assertThat(fetches).hasSize(1);
    }

    @Test
    void stopFailsWaitingCallers() throws Exception {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        vertx.exceptionHandler(uncaught::add);
        succeedOnce();
        Future<KeySet> waiting = refresh.soon();
        assertThat(waiting.isComplete()).isFalse();

        refresh.stop();

        assertThat(waiting.failed()).isTrue();
        assertThat(refresh.soon().failed()).isTrue();
        timers.move(LONGER);
        assertThat(fetches).hasSize(1);
        assertThat(locations).isEmpty();
        assertThat(uncaught).isEmpty();
    }

    @Test
    void repeatedFetchesForCallersDoNotDelayTheSchedule() throws Exception {
        for (int asked = 1; locations.isEmpty() && asked < 100; asked++) {
            refresh.now();
            fetch(asked).complete(published());
            timers.move(200);
        }

        assertThat(locations).hasSize(1);
    }

    @Test
    void aFetchForARequestDoesNotRunOnTheRequestsContext() throws JoseException {
        // timers of Vert.x run on the context on which they were set
        KeyRefresh real = refresh(Timers.of(vertx));
        ContextInternal request =
                ((VertxInternal) vertx).createEventLoopContext().duplicate();
        request.runOnContext(ignored -> real.now());

        fetch(1).complete(published());
        location(1).complete();
        fetch(2);
        assertThat(ofARequest).containsExactly(false, false, false);
        real.stop();
    }

    @Test
    void anExceptionIsAFailureAndIsRetried() {
        KeyRefresh throwing = new KeyRefresh(
                vertx,
                timers,
                Start.config(Map.of()).keys(),
                () -> {
                    begun(fetches);
                    throw new IllegalStateException("a fetch");
                },
                () -> {
                    throw new IllegalStateException("a location");
                });

        Future<KeySet> first = throwing.now();

        await().until(first::failed);
        assertThat(throwing.underWay()).isEmpty();
        timers.move(LONGER);
        fetch(2);
        throwing.stop();
    }

    @Test
    void scheduledFetchesKeepTheMinimumInterval() throws JoseException {
        KeyRefresh rare = new KeyRefresh(
                vertx,
                timers,
                Start.config(Map.of(
                                "SCOPED_GATE_KEYS_REFRESH_INTERVAL", "1s",
                                "SCOPED_GATE_KEYS_MIN_REFRESH_INTERVAL", "1s",
                                "SCOPED_GATE_KEYS_UNKNOWN_KEY_INTERVAL", "3s"))
                        .keys(),
                () -> begun(fetches),
                () -> begun(locations));
        rare.now();
        fetch(1).complete(published());
        timers.move(1000);
        location(1).complete();

        timers.move(1999);
        assertThat(rare.underWay()).isEmpty();
        timers.move(1);
        fetch(2);
        rare.stop();
    }
}
