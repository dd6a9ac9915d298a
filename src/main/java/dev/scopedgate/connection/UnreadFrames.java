package dev.scopedgate.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Reads nothing more from a connection of HTTP/2 whose client does not read what it was sent: each PING or SETTINGS frame
 * is answered with one that is kept until then (RFC 9113 §10.5).
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
