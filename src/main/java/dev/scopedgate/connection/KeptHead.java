package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** The bytes of an incomplete head, undecoded and charged to the budget of connections. */
final class KeptHead {

    private final ByteBuf bytes;
    private final Lease lease;

    /** The bytes before this index have no empty line. */
    private int lineStart;

    KeptHead(Budget connections, Channel channel) {
        bytes = channel.alloc().directBuffer();
        lease = connections.lease(WholeHeads.address(channel), 0).orElseThrow();
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

    /** The head, without that many bytes at its end. */
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
