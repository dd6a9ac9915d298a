package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;

/**
 * Takes what a TLS handshake holds from the budget of connections, from its first byte on, and closes the connection where
 * there is not so much left (RFC 8446 §4): Quarkus counts a connection only once its handshake is over.
 */
final class OpenHandshake extends ChannelInboundHandlerAdapter {

    /** Of the engine, its keys and its transcript: an estimate. */
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
            lease = connections.lease(WholeHeads.address(context.channel()), 0).orElseThrow();
        }
        received += message instanceof ByteBuf read ? read.readableBytes() : 0;
        follow(context);
        // a cumulated buffer grows by twice
        if (lease.resize(HANDSHAKE_BYTES + 2 * received)) {
            context.fireChannelRead(message);
        } else {
            ((ByteBuf) message).release();
            context.close();
        }
    }

    /** Until the handshake is over, which with SNI begins once the name is known. */
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
