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
import java.util.concurrent.TimeUnit;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a fetch begins, and that none does once it is stopped; the fetches end when the test says so. */
class KeyRefreshTest {

    /** Longer than the first time between two attempts. */
    private static final long LONGER = 1500;

    private final Vertx vertx = Vertx.vertx();
    private final List<Promise<Published>> fetches = new CopyOnWriteArrayList<>();
    private final List<Promise<Void>> locations = new CopyOnWriteArrayList<>();
    private final KeyRefresh refresh = new KeyRefresh(
            vertx,
            Start.config(Map.of(
                            "SCOPED_GATE_KEYS_REFRESH_INTERVAL", "1s",
                            "SCOPED_GATE_KEYS_MIN_REFRESH_INTERVAL", "1s"))
                    .keys(),
            () -> begun(fetches),
            () -> begun(locations));

    /** Whether each was begun on the context of a request, which is a duplicate of its event loop's. */
    private final List<Boolean> ofARequest = new CopyOnWriteArrayList<>();

    private <T> Future<T> begun(List<Promise<T>> all) {
        Promise<T> one = Promise.promise();
        ofARequest.add(((ContextInternal) Vertx.currentContext()).isDuplicate());
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
    void oneIsUnderWayAtATime() throws JoseException {
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
    void whoeverCannotWaitWaitsForTheLeastIntervalTogether() throws JoseException {
        long begun = System.nanoTime();
        succeedOnce();

        Future<KeySet> waiting = refresh.soon();
        assertThat(refresh.soon()).isSameAs(waiting);
        assertThat(fetches).hasSize(1);

        fetch(2).complete(published());
        // the default, a second
        assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
        await().until(waiting::succeeded);
    }

    @Test
    void whoeverWaitsForAFetchThatFailsIsTold() throws JoseException {
        succeedOnce();
        Future<KeySet> waiting = refresh.soon();

        fetch(2).fail("away");

        await().until(waiting::failed);
    }

    @Test
    void afterAFailureItIsTriedAgainAndBeforeItIsLookedWhereTheKeysAre() {
        refresh.now();
        fetch(1).fail("away");

        Promise<Void> location = location(1);
        assertThat(fetches).hasSize(1);
        location.fail("away too");
        fetch(2);
    }

    @Test
    void whatEndsOnceItIsStoppedIsNotFollowedByAnother() throws InterruptedException {
        refresh.now();
        Promise<Published> fetch = fetch(1);
        refresh.stop();
        fetch.fail("broken off");

        Thread.sleep(LONGER);
        assertThat(locations).isEmpty();
        assertThat(fetches).hasSize(1);
    }

    @Test
    void whereItIsStoppedWhileTheKeysAreLookedForTheyAreNotPublished() throws Exception {
        succeedOnce();
        Promise<Void> location = location(1);

        refresh.stop();
        location.complete();

        assertThat(refresh.soon().failed()).isTrue();
        Thread.sleep(LONGER);
        assertThat(fetches).hasSize(1);
    }

    @Test
    void whoeverWaitsWhenItIsStoppedIsTold() throws Exception {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        vertx.exceptionHandler(uncaught::add);
        succeedOnce();
        Future<KeySet> waiting = refresh.soon();
        assertThat(waiting.isComplete()).isFalse();

        refresh.stop();

        assertThat(waiting.failed()).isTrue();
        assertThat(refresh.soon().failed()).isTrue();
        Thread.sleep(LONGER);
        assertThat(fetches).hasSize(1);
        assertThat(locations).isEmpty();
        assertThat(uncaught).isEmpty();
    }

    @Test
    void whoeverAsksAgainAndAgainDoesNotPutTheScheduleOff() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (int asked = 1; locations.isEmpty() && System.nanoTime() < end; asked++) {
            refresh.now();
            fetch(asked).complete(published());
            Thread.sleep(200);
        }

        assertThat(locations).hasSize(1);
    }

    @Test
    void whatIsBegunForARequestKeepsNothingOfIt() throws JoseException {
        ContextInternal request =
                ((VertxInternal) vertx).createEventLoopContext().duplicate();
        request.runOnContext(ignored -> refresh.now());

        fetch(1).complete(published());
        location(1).complete();
        fetch(2);
        assertThat(ofARequest).containsExactly(false, false, false);
    }

    @Test
    void whatIsThrownIsAFailureAndFollowedByAnotherAttempt() {
        KeyRefresh throwing = new KeyRefresh(
                vertx,
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
        fetch(2);
        throwing.stop();
    }

    @Test
    void theScheduleKeepsToTheLeastIntervalToo() throws JoseException {
        KeyRefresh rare = new KeyRefresh(
                vertx,
                Start.config(Map.of(
                                "SCOPED_GATE_KEYS_REFRESH_INTERVAL", "1s",
                                "SCOPED_GATE_KEYS_MIN_REFRESH_INTERVAL", "1s",
                                "SCOPED_GATE_KEYS_UNKNOWN_KEY_INTERVAL", "3s"))
                        .keys(),
                () -> begun(fetches),
                () -> begun(locations));
        long begun = System.nanoTime();
        rare.now();
        fetch(1).complete(published());
        location(1).complete();

        fetch(2);
        assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(2900));
        rare.stop();
    }
}
