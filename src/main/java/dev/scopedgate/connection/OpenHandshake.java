package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.bounds.CallerAddress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;

/**
 * Charges the memory of a TLS handshake to the budget of connections from its first byte, and closes the connection if
 * the budget is used up (RFC 8446 §4): Quarkus counts a connection only after its handshake.
 */
final class OpenHandshake extends ChannelInboundHandlerAdapter {

    /** An estimate for the engine, its keys and its transcript. */
    private static final long HANDSHAKE_BYTES = 24 * 1024;

    private final Budget connections;
    private Lease lease;
    private long received;
    private boolean followed;

    OpenHandshake(Budget connections) {
        this.connections = connections;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (WholeHeads.tls(context.pipeline()) == null) {
            context.pipeline().remove(this);
            context.fireChannelRead(message);
            return;
        }
        if (lease == null) {
            lease = connections
                    .lease(CallerAddress.ofPeer(context.channel()), 0)
                    .orElseThrow();
        }
        received += message instanceof ByteBuf read ? read.readableBytes() : 0;
        follow(context);
        // the capacity of a cumulation buffer doubles when it grows
        if (lease.resize(HANDSHAKE_BYTES + 2 * received)) {
            context.fireChannelRead(message);
        } else {
            ((ByteBuf) message).release();
            context.close();
        }
    }

    /** Waits for the end of the handshake, which with SNI begins once the name is known. */
    private void follow(ChannelHandlerContext context) {
        SslHandler ssl = context.pipeline().get(SslHandler.class);
        if (ssl != null && !followed) {
            followed = true;
            ssl.handshakeFuture().addListener(over -> {
                if (over.isSuccess()) {
                    context.pipeline().remove(this);
                }
            });
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        letGo();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        letGo();
    }

    private void letGo() {
        if (lease != null) {
            lease.end();
        }
    }
}
