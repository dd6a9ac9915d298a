package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * Keeps bytes of later requests undecoded until earlier requests are answered: a decoded request takes twenty times the
 * memory. Closes the connection if the budget has no room for them.
 */
final class LaterRequests {

    private final Channel channel;
    private final Lease lease;

    /** From the connection's allocator: this tells Vert.x to copy what a request keeps of it. */
    private final ByteBuf bytes;

    private LaterRequests(Channel channel, Lease lease) {
        this.channel = channel;
        this.lease = lease;
        this.bytes = channel.alloc().directBuffer();
    }

    static LaterRequests of(Budget connections, Channel channel, ByteBuf read) {
        Lease lease = connections.lease(WholeHeads.address(channel), 0).orElseThrow();
        LaterRequests later = new LaterRequests(channel, lease);
        later.add(read);
        return later;
    }

    /** Keeps the rest of what was just read. */
    void add(ByteBuf read) {
        // the buffer's capacity doubles when it grows
        if (lease.resize(2L * (bytes.readableBytes() + read.readableBytes()))) {
            bytes.writeBytes(read);
        } else {
            channel.close();
        }
    }

    /** All the bytes; the caller releases them. */
    ByteBuf take() {
        lease.end();
        return bytes;
    }
}
