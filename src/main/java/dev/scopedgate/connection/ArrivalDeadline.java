package dev.scopedgate.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes an HTTP/1 connection that keeps sending without completing, within its time, the head of a further request or
 * the body of an answered request (RFC 9112 §9.3, §9.6). A connection that sends nothing is left to the idle time-out.
 */
class ArrivalDeadline extends ChannelDuplexHandler {

    private final Duration ofHead;
    private final Duration ofAnsweredBody;

    /** Starts at the request during which this handler is added. */
    private int unanswered = 1;

    /** Whether the latest request is complete. */
    private boolean whole;

    /** Whether the last read had a part of a request other than a partial head. */
    private boolean partRead = true;

    private ScheduledFuture<?> end;

    ArrivalDeadline(ConnectionConfig config) {
        ofHead = config.maxHeadTime().read();
        ofAnsweredBody = config.maxBodyTime().read();
    }

    /** The number of unanswered requests. */
    final int unanswered() {
        return unanswered;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        partRead = true;
        if (message instanceof HttpRequest) {
            unanswered++;
            whole = false;
            cancel();
        }
        if (message instanceof LastHttpContent) {
            whole = true;
            cancel();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        // never while a request waits for its response
        boolean stalled = unanswered == 0 && !(whole && partRead);
        if (stalled && end == null) {
            Duration time = whole ? ofHead : ofAnsweredBody;
            end = context.executor().schedule(() -> context.close(), time.toMillis(), TimeUnit.MILLISECONDS);
        }
        partRead = false;
        context.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent
                && !(message instanceof HttpResponse response
                        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL)) {
            unanswered--;
        }
        context.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel();
        context.fireChannelInactive();
    }

    private void cancel() {
        if (end != null) {
            end.cancel(false);
            end = null;
        }
    }
}
