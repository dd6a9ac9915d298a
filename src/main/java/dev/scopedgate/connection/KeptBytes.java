package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.bounds.CallerAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * Undecoded bytes of one connection, charged to the budget of connections: an incomplete head, or the requests behind
 * unanswered ones, which take twenty times the memory once they are decoded.
 */
final class KeptBytes {

    /** From the connection's allocator: this tells Vert.x to copy what a request keeps of it. */
    private final ByteBuf bytes;

    private final Lease lease;

    /** The bytes before this index have no empty line. */
    private int lineStart;

    KeptBytes(Budget connections, Channel channel) {
        bytes = channel.alloc().directBuffer();
        lease = connections.lease(CallerAddress.ofPeer(channel), 0).orElseThrow();
    }

    /** Adds all the bytes, or none and returns false if the budget has no room. */
    boolean add(ByteBuf read) {
        // the buffer's capacity doubles when it grows
        if (!lease.resize(2L * (bytes.readableBytes() + read.readableBytes()))) {
            return false;
        }
        bytes.writeBytes(read);
        return true;
    }

    /** The number of bytes after the complete head; -1 if it is incomplete. */
    int rest() {
        int end = end(bytes, lineStart);
        if (end < 0) {
            lineStart = Math.max(lineStart, bytes.indexOf(bytes.writerIndex(), lineStart, (byte) '\n') + 1);
            return -1;
        }
        return bytes.writerIndex() - end;
    }

    int length() {
        return bytes.readableBytes();
    }

    /** The bytes without that many at their end; the caller releases them. */
    ByteBuf take(int rest) {
        lease.end();
        return bytes.writerIndex(bytes.writerIndex() - rest);
    }

    void letGo() {
        lease.end();
        bytes.release();
    }

    /** The index after the first empty line at or after the given line start, or -1. */
    static int end(ByteBuf bytes, int from) {
        int start = from;
        for (int feed = lineFeed(bytes, start); feed >= 0; feed = lineFeed(bytes, start)) {
            if (feed == start || feed == start + 1 && bytes.getByte(start) == '\r') {
                return feed + 1;
            }
            start = feed + 1;
        }
        return -1;
    }

    /** The index of the next line feed, or -1. */
    static int lineFeed(ByteBuf bytes, int from) {
        return bytes.indexOf(from, bytes.writerIndex(), (byte) '\n');
    }
}
