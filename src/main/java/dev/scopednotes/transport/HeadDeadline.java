package dev.scopednotes.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a new connection whose first request head is not whole within its time from the first byte, however steadily it
 * comes (RFC 9112 §9.5). Vert.x knows only how long a connection is silent.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {

    private final Duration time;
    private ScheduledFuture<?> end;

    HeadDeadline(Duration time) {
        this.time = time;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (end == null) {
            end = context.executor().schedule(() -> judge(context), time.toMillis(), TimeUnit.MILLISECONDS);
        }
        context.fireChannelRead(message);
    }

    private static void judge(ChannelHandlerContext context) {
        if (hasRequest(context.pipeline())) {
            context.pipeline().remove(context.handler());
        } else {
            context.close();
        }
    }

    private static boolean hasRequest(ChannelPipeline pipeline) {
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        return http2 == null
                // before it has a head, Vert.x does not know which HTTP it will be
                ? pipeline.get(ConnectionBounds.VERTX) != null
                : http2.connection().remote().lastStreamCreated() > 0;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancel();
    }

    private void cancel() {
        if (end != null) {
            end.cancel(false);
        }
    }
}
