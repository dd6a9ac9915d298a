package dev.scopedgate.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Bounds what one connection can make Vert.x keep before any filter runs: requests behind an unanswered one (RFC 9112
 * §9.3.2), which Vert.x queues without limit and at the cost of a walk along the queue each; in HTTP/2, streams that do
 * not end and frames that are not read ({@link StreamDeadline}, {@link UnreadFrames}).
 */
public final class ConnectionBounds {

    static final String NAME = "scoped-gate-bounds";

    /** The name that Vert.x gives the last handler of a connection. */
    static final String VERTX = "handler";

    private static final int MAX_UNANSWERED = 16;

    private ConnectionBounds() {}

    /** Adds the bounds at the first request of a connection. */
    public static void put(HttpServerRequest request, ConnectionConfig config) {
        Channel channel = channel(request);
        ChannelPipeline pipeline = channel.pipeline();
        if (request.connection() instanceof Http1xServerConnection connection) {
            if (pipeline.get(NAME) == null && pipeline.get(VERTX) != null) {
                pipeline.addBefore(VERTX, NAME, new Unanswered(connection, config));
            }
        } else if (pipeline.get(HttpRequestDecoder.class) != null) {
            // upgraded to HTTP/2 on a connection that was accepted before RequestHead was in place
            channel.close();
        } else {
            put(pipeline, config);
        }
    }

    /** Adds the bounds if the connection is HTTP/2; returns whether it is. */
    static boolean put(ChannelPipeline pipeline, ConnectionConfig config) {
        if (!(pipeline.get(VERTX) instanceof Http2ConnectionHandler http2)) {
            return false;
        }
        if (pipeline.get(NAME) == null) {
            pipeline.addBefore(VERTX, NAME, new StreamDeadline(http2, config));
            pipeline.addBefore(VERTX, null, new UnreadFrames());
        }
        return true;
    }

    /** Records whether an HTTP/2 request waits only for its client, to read the response or to end the request. */
    public static void waitsForClient(HttpServerRequest request, boolean waits) {
        Channel channel = channel(request);
        // the task must not hold the request: under load it runs after hundreds of others were answered
        int stream = request.streamId();
        channel.eventLoop().execute(() -> {
            if (channel.pipeline().get(NAME) instanceof StreamDeadline deadline) {
                deadline.waitsForClient(stream, waits);
            }
        });
    }

    /** Closes the connection after flushing the response: no later bytes are read as a request. */
    public static void close(HttpServerRequest request) {
        Channel channel = channel(request);
        channel.flush();
        channel.close();
    }

    private static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** Pauses reading while too many requests are unanswered; extends the deadline's handler, which counts them too. */
    private static final class Unanswered extends ArrivalDeadline {

        private final Http1xServerConnection connection;
        private boolean paused;

        Unanswered(Http1xServerConnection connection, ConnectionConfig config) {
            super(config);
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpObject && !context.channel().isOpen()) {
                ReferenceCountUtil.release(message);
                return;
            }
            super.channelRead(context, message);
            if (unanswered() > MAX_UNANSWERED) {
                // on every read, because Vert.x may have resumed
                paused = true;
                connection.doPause();
            }
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            super.write(context, message, promise);
            if (paused && unanswered() <= MAX_UNANSWERED) {
                paused = false;
                connection.doResume();
            }
        }
    }
}
