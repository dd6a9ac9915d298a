package dev.scopedgate.oauth.bound;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.TokenHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers each accepted proof, by a hash of its key and {@code jti}, for as long as it could be sent again, so that a
 * proof is accepted once while this process runs (RFC 9449 §11.1). Of a bounded size, and no caller can use it up: over
 * half of it, or of the part for proofs made ahead, no subject gets more than an eighth; when it is full, the oldest proofs are forgotten and every proof of that age is refused.
 */
final class SeenProofs {

    /** Beyond the last moment at which a proof is accepted: the clock may be set back by as much. */
    private static final Duration SPARE = Duration.ofMinutes(1);

    private static final int SHARES = 8;
    private static final int EARLY_SHARES = 4;

    private final int capacity;
    private final long keptSeconds;
    private final InstantSource clock;
    private final Map<Hash, Share> seen = new HashMap<>();
    private final Map<Hash, Share> shares = new HashMap<>();

    /** By the second in which they were made. */
    private final TreeMap<Long, List<Hash>> bySecond = new TreeMap<>();

    /** Proofs made at or before this second cannot be told from replays. */
    private long forgotten = Long.MIN_VALUE;

    /** What is known of a proof. */
    enum Verdict {
        /** It was not seen before, and is remembered now. */
        NEW,
        SEEN,
        /** It is as old as those that were forgotten. */
        FORGOTTEN,
        /** There is no room for it. */
        FULL
    }

    /** Half a SHA-256. */
    private record Hash(long first, long second) {
        static Hash of(String text) {
            ByteBuffer digest = ByteBuffer.wrap(TokenHash.sha256(text.getBytes(StandardCharsets.UTF_8)));
            return new Hash(digest.getLong(), digest.getLong());
        }
    }

    /** The proofs of one subject. */
    private static final class Share {
        private final Hash subject;
        private int held;

        Share(Hash subject) {
            this.subject = subject;
        }
    }

    /** @param acceptedFor the longest time from the {@code iat} of a proof to the last moment at which it is accepted */
    SeenProofs(int capacity, Duration acceptedFor, InstantSource clock) {
        this.capacity = capacity;
        this.keptSeconds = acceptedFor.plus(SPARE).toSeconds();
        this.clock = clock;
    }

    /** Remembers the proof, unless it is refused. Of concurrent calls with one proof, one finds it new. */
    Verdict add(AccessToken token, String jti, long made) {
        // a thumbprint has no dot, an issuer no line break
        Hash proof = Hash.of(token.confirmation().jkt().orElseThrow() + "." + jti);
        Hash subject = Hash.of(token.issuer() + "\n" + token.subject());
        long now = clock.instant().getEpochSecond();
        synchronized (this) {
            forgetUntil(now - keptSeconds);
            if (made <= forgotten) {
                return Verdict.FORGOTTEN;
            }
            if (seen.containsKey(proof)) {
                return Verdict.SEEN;
            }
            Share share = shares.getOrDefault(subject, new Share(subject));
            if (!hasRoom(share, made, now)) {
                return Verdict.FULL;
            }
            share.held++;
            shares.put(subject, share);
            seen.put(proof, share);
            bySecond.computeIfAbsent(made, second -> new ArrayList<>(1)).add(proof);
            return Verdict.NEW;
        }
    }

    private boolean hasRoom(Share share, long made, long now) {
        if (seen.size() >= capacity / 2 && share.held >= capacity / SHARES) {
            return false;
        }
        if (made > now && !hasEarlyRoom(share, early(now))) {
            return false;
        }
        if (seen.size() >= capacity && bySecond.firstKey() < now) {
            forgotten = bySecond.firstKey();
            forgetUntil(forgotten + 1);
        }
        return seen.size() < capacity;
    }

    /** Those made ahead cannot be forgotten without refusing proofs that are made now, so they have a part of their own. */
    private boolean hasEarlyRoom(Share share, int early) {
        int room = capacity / EARLY_SHARES;
        return early < room && (early < room / 2 || share.held < room / SHARES);
    }

    private int early(long now) {
        return bySecond.tailMap(now, false).values().stream()
                .mapToInt(List::size)
                .sum();
    }

    /** Removes those made before this second. */
    private void forgetUntil(long second) {
        while (!bySecond.isEmpty() && bySecond.firstKey() < second) {
            bySecond.pollFirstEntry().getValue().forEach(proof -> {
                Share share = seen.remove(proof);
                if (--share.held == 0) {
                    shares.remove(share.subject);
                }
            });
        }
    }

    synchronized int size() {
        return seen.size();
    }
}
