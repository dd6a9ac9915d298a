package dev.scopedgate.bounds;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Limits the bytes that callers can make this server hold, in total and for each owner, an address or a subject. It
 * keeps no entry for an owner that holds nothing.
 */
public final class Budget {

    private final long total;
    private final long share;
    private final AtomicLong held = new AtomicLong();
    private final LongAdder refused = new LongAdder();
    private final ConcurrentHashMap<Object, Long> byOwner = new ConcurrentHashMap<>();

    /** @param share the most that one owner may hold */
    public Budget(long total, long share) {
        this.total = total;
        this.share = Math.min(total, share);
    }

    /** Takes the bytes until the lease is ended; empty, and takes nothing, if not enough are left. */
    public Optional<Lease> lease(Object owner, long bytes) {
        Lease lease = new Lease(owner);
        return lease.resize(bytes) ? Optional.of(lease) : Optional.empty();
    }

    public long total() {
        return total;
    }

    /** The bytes that are held now. */
    public long held() {
        return held.get();
    }

    /** How often not enough bytes were left. */
    public long refused() {
        return refused.sum();
    }

    /** The number of owners that hold bytes now. */
    public int owners() {
        return byOwner.size();
    }

    private boolean take(Object owner, long more) {
        if (held.addAndGet(more) <= total) {
            if (byOwner.merge(owner, more, Long::sum) <= share) {
                return true;
            }
            giveBackOf(owner, more);
        }
        held.addAndGet(-more);
        refused.increment();
        return false;
    }

    private void giveBack(Object owner, long bytes) {
        giveBackOf(owner, bytes);
        held.addAndGet(-bytes);
    }

    private void giveBackOf(Object owner, long bytes) {
        byOwner.computeIfPresent(owner, (key, its) -> its == bytes ? null : its - bytes);
    }

    /** The bytes that one request or connection holds until the lease is ended. */
    public final class Lease {

        private final Object owner;
        private long bytes;
        private boolean ended;

        private Lease(Object owner) {
            this.owner = owner;
        }

        /** Changes the held bytes to that number; false, without a change, if not enough are left. */
        public synchronized boolean resize(long newBytes) {
            if (ended) {
                return false;
            }
            if (newBytes > bytes && !take(owner, newBytes - bytes)) {
                return false;
            }
            if (newBytes < bytes) {
                giveBack(owner, bytes - newBytes);
            }
            bytes = newBytes;
            return true;
        }

        /** Raises the held bytes to that number if fewer are held; false, without a change, if not enough are left. */
        public synchronized boolean growTo(long newBytes) {
            return newBytes <= bytes ? !ended : resize(newBytes);
        }

        /** Gives all bytes back; a second call has no effect. */
        public synchronized void end() {
            resize(0);
            ended = true;
        }
    }
}
