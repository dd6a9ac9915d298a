package dev.scopednotes.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopednotes.oauth.KeyRefresh.Fetched;
import dev.scopednotes.testsupport.SigningKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a fetch begins, and that none does once it is stopped; the fetches end when the test says so. */
class KeyRefreshTest {

    /** Longer than the first time between two attempts. */
    private static final long LONGER = 1500;

    private final Vertx vertx = Vertx.vertx();
    private final List<Promise<Fetched>> fetches = new CopyOnWriteArrayList<>();
    private final List<Promise<Void>> locations = new CopyOnWriteArrayList<>();
    private final KeyRefresh refresh = new KeyRefresh(
            vertx,
            Start.config(Map.of(
                            "SCOPED_NOTES_KEYS_REFRESH_INTERVAL", "1s",
                            "SCOPED_NOTES_KEYS_MIN_REFRESH_INTERVAL", "1s"))
                    .keys(),
            () -> begun(fetches),
            () -> begun(locations));

    private static <T> Future<T> begun(List<Promise<T>> all) {
        Promise<T> one = Promise.promise();
        all.add(one);
        return one.future();
    }

    @AfterEach
    void stop() {
        refresh.stop();
        vertx.close();
    }

    private static Fetched fetched() throws JoseException {
        return new Fetched(KeySet.parse(SigningKeys.jwks()), Optional.empty());
    }

    @Test
    void oneIsUnderWayAtATime() throws JoseException {
        Future<KeySet> first = refresh.now();

        assertThat(refresh.now()).isSameAs(first);
        assertThat(refresh.soon()).isSameAs(first);
        assertThat(refresh.underWay()).contains(first);
        assertThat(fetches).hasSize(1);

        fetches.get(0).complete(fetched());
        assertThat(first.succeeded()).isTrue();
        assertThat(refresh.underWay()).isEmpty();
    }

    @Test
    void whoeverCannotWaitWaitsForTheLeastIntervalTogether() throws JoseException {
        refresh.now();
        fetches.get(0).complete(fetched());

        Future<KeySet> waiting = refresh.soon();
        assertThat(refresh.soon()).isSameAs(waiting);
        assertThat(fetches).hasSize(1);

        await().until(() -> fetches.size() == 2);
        fetches.get(1).complete(fetched());
        await().until(waiting::succeeded);
    }

    @Test
    void afterAFailureItIsTriedAgainAndBeforeItIsLookedWhereTheKeysAre() {
        refresh.now();
        fetches.get(0).fail("away");

        await().until(() -> locations.size() == 1);
        assertThat(fetches).hasSize(1);
        locations.get(0).fail("away too");
        assertThat(fetches).hasSize(2);
    }

    @Test
    void whatEndsOnceItIsStoppedIsNotFollowedByAnother() throws InterruptedException {
        refresh.now();
        refresh.stop();
        fetches.get(0).fail("broken off");

        Thread.sleep(LONGER);
        assertThat(locations).isEmpty();
        assertThat(fetches).hasSize(1);
    }

    @Test
    void whereItIsStoppedWhileTheKeysAreLookedForTheyAreNotFetched() throws JoseException {
        refresh.now();
        fetches.get(0).complete(fetched());
        await().until(() -> locations.size() == 1);

        refresh.stop();
        locations.get(0).complete();

        assertThat(fetches).hasSize(1);
        assertThat(refresh.soon().failed()).isTrue();
    }

    @Test
    void whoeverWaitsWhenItIsStoppedIsTold() throws Exception {
        refresh.now();
        fetches.get(0).complete(fetched());
        Future<KeySet> waiting = refresh.soon();
        assertThat(waiting.isComplete()).isFalse();

        refresh.stop();

        assertThat(waiting.failed()).isTrue();
        Thread.sleep(LONGER);
        assertThat(fetches).hasSize(1);
    }
}
