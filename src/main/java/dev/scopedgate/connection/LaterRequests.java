package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * What has been read of a connection and is not to be decoded before earlier requests are answered: a decoded request takes
 * twenty times as much. Where there is no room for it in the budget the connection ends.
 */
final class LaterRequests {

    private final Channel channel;
    private final Lease lease;

    /** Of the connection's allocator: by that Vert.x knows that it must copy what a request gets of it. */
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

    /** The rest of what was just read. */
    void add(ByteBuf read) {
        // its capacity grows by twice
        if (lease.resize(2L * (bytes.readableBytes() + read.readableBytes()))) {
            bytes.writeBytes(read);
        } else {
            channel.close();
        }
    }

    /** All of it, to be released by the caller. */
    ByteBuf take() {
        lease.end();
        return bytes;
    }
}
