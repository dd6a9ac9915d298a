package dev.scopedgate.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what an HTTP/2 client keeps open while it goes on sending, for example PING frames: closes a connection
 * without a request, and resets a stream that waits only for its client, once their times are over (RFC 9113 §8.1,
 * §9.1). A connection that sends nothing is left to the idle time-out.
 */
final class StreamDeadline extends ChannelInboundHandlerAdapter {

    private static final int OF_HEAD_TIMES = 3;

    private final Http2ConnectionHandler http2;
    private final Http2Connection streams;
    private final Http2Connection.PropertyKey waitsSince;
    private final Duration withoutRequest;
    private final Duration ofAnsweredBody;
    private ScheduledFuture<?> connectionEnd;
    private ScheduledFuture<?> streamEnds;

    StreamDeadline(Http2ConnectionHandler http2, ConnectionConfig config) {
        this.http2 = http2;
        streams = http2.connection();
        waitsSince = streams.newKey();
        withoutRequest = config.maxHeadTime().read().multipliedBy(OF_HEAD_TIMES);
        ofAnsweredBody = config.maxBodyTime().read();
    }

    /** Starts or stops the time of that stream. */
    void waitsForClient(int streamId, boolean waits) {
        Http2Stream stream = streams.stream(streamId);
        if (stream != null && waits) {
            stream.setProperty(waitsSince, System.nanoTime());
        } else if (stream != null) {
            stream.removeProperty(waitsSince);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (streams.numActiveStreams() > 0) {
            if (streamEnds == null) {
                streamEnds = after(context, ofAnsweredBody, () -> endStreams(context));
            }
        } else if (connectionEnd == null) {
            int latest = streams.remote().lastStreamCreated();
            connectionEnd = after(context, withoutRequest, () -> endConnection(context, latest));
        }
        context.fireChannelReadComplete();
    }

    private static ScheduledFuture<?> after(ChannelHandlerContext context, Duration time, Runnable then) {
        return context.executor().schedule(then, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void endConnection(ChannelHandlerContext context, int latest) {
        connectionEnd = null;
        if (streams.numActiveStreams() == 0 && streams.remote().lastStreamCreated() == latest) {
            // closed at the end of the pipeline, so that HTTP/2 sends GOAWAY
            context.channel().close();
        }
    }

    private void endStreams(ChannelHandlerContext context) {
        streamEnds = null;
        ChannelHandlerContext ofHttp2 = context.pipeline().context(http2);
        for (Http2Stream stream : overdue()) {
            // the response has been sent: RFC 9113 §8.1 asks for NO_ERROR
            Http2Error error = stream.state().localSideOpen() ? Http2Error.CANCEL : Http2Error.NO_ERROR;
            http2.resetStream(ofHttp2, stream.id(), error.code(), ofHttp2.newPromise());
        }
        ofHttp2.flush();
    }

    private Set<Http2Stream> overdue() {
        Set<Http2Stream> overdue = new HashSet<>();
        try {
            streams.forEachActiveStream(stream -> {
                if (isOverdue(stream)) {
                    overdue.add(stream);
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException("the visitor throws nothing", e);
        }
        return overdue;
    }

    private boolean isOverdue(Http2Stream stream) {
        Long since = stream.getProperty(waitsSince);
        // an unread response may wait as long as an HTTP/1 connection may be idle by default
        Duration time = stream.state().localSideOpen() ? withoutRequest : ofAnsweredBody;
        return since != null && System.nanoTime() - since >= time.toNanos();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel(connectionEnd);
        cancel(streamEnds);
        context.fireChannelInactive();
    }

    private static void cancel(ScheduledFuture<?> end) {
        if (end != null) {
            end.cancel(false);
        }
    }
}
