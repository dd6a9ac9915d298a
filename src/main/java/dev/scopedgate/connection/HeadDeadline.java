package dev.scopedgate.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a new connection whose first request head is not complete within its time from the first byte, at whatever
 * rate it arrives (RFC 9112 §9.5). Vert.x has only an idle time-out.
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
            end = context.executor()
                    .schedule(() -> closeWithoutRequest(context), time.toMillis(), TimeUnit.MILLISECONDS);
        }
        context.fireChannelRead(message);
    }

    private void closeWithoutRequest(ChannelHandlerContext context) {
        if (hasRequest(context.pipeline())) {
            context.pipeline().remove(context.handler());
        } else {
            context.close();
        }
    }

    private boolean hasRequest(ChannelPipeline pipeline) {
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        if (http2 != null) {
            return http2.connection().remote().lastStreamCreated() > 0;
        }
        // absent if every request is redirected to TLS: such a connection is closed at its deadline
        return pipeline.get(ConnectionBounds.NAME) != null;
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
