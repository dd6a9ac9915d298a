package dev.scopedgate.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Stops reading from an HTTP/2 connection whose client does not read: each PING or SETTINGS frame causes an answer that
 * is kept in memory until it is read (RFC 9113 §10.5).
 */
final class UnreadFrames extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        context.fireChannelRead(message);
        follow(context);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        follow(context);
        context.fireChannelWritabilityChanged();
    }

    private static void follow(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
    }
}
