package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.bounds.CallerAddress;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Charges an HTTP/2 connection and its streams to the budget of connections, and closes the connection if the budget is
 * used up. A stream counts until its client ends it, answered or not (RFC 9113 §5.1.2, §10.5).
 */
final class HeldStreams extends Http2EventAdapter {

    /** An estimate of the connection's own tables and windows. */
    private static final long CONNECTION_BYTES = 16 * 1024;

    /** An estimate for a stream with a request. */
    private static final long STREAM_BYTES = 4 * 1024;

    private final Channel channel;
    private final Lease lease;
    private long streams;

    private HeldStreams(Channel channel, Lease lease, long streams) {
        this.channel = channel;
        this.lease = lease;
        this.streams = streams;
    }

    static void bound(Http2Connection connection, Channel channel, Budget connections) {
        Lease lease = connections.lease(CallerAddress.ofPeer(channel), 0).orElseThrow();
        HeldStreams held = new HeldStreams(channel, lease, connection.numActiveStreams());
        connection.addListener(held);
        channel.closeFuture().addListener(closed -> lease.end());
        held.hold();
    }

    @Override
    public void onStreamActive(Http2Stream stream) {
        streams++;
        hold();
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        streams--;
        hold();
    }

    private void hold() {
        if (!lease.resize(CONNECTION_BYTES + STREAM_BYTES * streams) && channel.isOpen()) {
            channel.close();
        }
    }
}
