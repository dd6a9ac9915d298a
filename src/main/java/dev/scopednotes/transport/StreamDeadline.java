package dev.scopednotes.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection of HTTP/2 that goes on sending, be it half a head or PING after PING, and for long has no request
 * (RFC 9113 §9.1). One that sends nothing is left to the idle time-out.
 */
final class StreamDeadline extends ChannelInboundHandlerAdapter {

    private static final int OF_HEAD_TIMES = 3;

    private final Http2Connection streams;
    private final Duration time;
    private ScheduledFuture<?> end;

    StreamDeadline(Http2Connection streams, PerimeterConfig config) {
        this.streams = streams;
        this.time = config.maxHeadTime().read().multipliedBy(OF_HEAD_TIMES);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (end == null && streams.numActiveStreams() == 0) {
            int latest = streams.remote().lastStreamCreated();
            end = context.executor().schedule(() -> judge(context, latest), time.toMillis(), TimeUnit.MILLISECONDS);
        }
        context.fireChannelReadComplete();
    }

    private void judge(ChannelHandlerContext context, int latest) {
        end = null;
        if (streams.numActiveStreams() == 0 && streams.remote().lastStreamCreated() == latest) {
            // from the end of the pipeline: HTTP/2 says goodbye
            context.channel().close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (end != null) {
            end.cancel(false);
        }
        context.fireChannelInactive();
    }
}
