package dev.scopedgate.bounds;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A number of bytes that callers may make this server hold at a time, of which one owner, an address or a subject, gets no
 * more than a share; it keeps no more owners than hold something.
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

    /** Takes so many bytes until the lease is ended; nothing, and nothing is taken, when there are not so many left. */
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

    /** How often there were not enough bytes left. */
    public long refused() {
        return refused.sum();
    }

    /** How many owners hold something now. */
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

    /** What one request or connection holds of the budget, until it is ended. */
    public final class Lease {

        private final Object owner;
        private long bytes;
        private boolean ended;

        private Lease(Object owner) {
            this.owner = owner;
        }

        /** Holds that many bytes instead of as many as before; false, and it is as before, when there are not enough left. */
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

        /** Holds that many bytes if it holds fewer; false, and it is as before, when there are not enough left. */
        public synchronized boolean growTo(long newBytes) {
            return newBytes <= bytes ? !ended : resize(newBytes);
        }

        /** Gives all back; a second time, nothing. */
        public synchronized void end() {
            resize(0);
            ended = true;
        }
    }
}
