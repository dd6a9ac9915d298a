package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.idp.client.Secrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Values that can be taken once, by an unguessable key, until they expire (RFC 6749 §4.1.2). */
final class ShortLived<V> {

    private static final int MOST = 10_000;

    private record Entry<V>(V value, long expiresAt) {}

    private final Map<String, Entry<V>> entries = new LinkedHashMap<>();
    private final Duration lifetime;
    private final InstantSource clock;

    ShortLived(Duration lifetime, InstantSource clock) {
        this.lifetime = lifetime;
        this.clock = clock;
    }

    String put(V value) {
        String key = Secrets.random();
        put(key, value);
        return key;
    }

    void put(String key, V value) {
        long now = clock.millis();
        entries.values().removeIf(entry -> entry.expiresAt <= now);
        if (entries.size() >= MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
        entries.put(key, new Entry<>(value, now + lifetime.toMillis()));
    }

    Optional<V> take(String key) {
        return Optional.ofNullable(entries.remove(key))
                .filter(entry -> entry.expiresAt > clock.millis())
                .map(Entry::value);
    }
}
