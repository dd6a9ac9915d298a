package dev.scopednotes.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Bounds what one connection can make Vert.x keep before any filter looks at it: requests that follow one that is not yet
 * answered (RFC 9112 §9.3.2), which it queues without end and each at the cost of a walk along the queue; and the body of
 * an upgrade to HTTP/2, which has no flow control.
 */
final class ConnectionBounds {

    static final String NAME = "scoped-notes-bounds";

    /** What Vert.x calls the last handler of a connection. */
    static final String VERTX = "handler";

    private static final int MAX_UNANSWERED = 16;

    private ConnectionBounds() {}

    /** Puts them, with the first request of a connection. */
    static void put(HttpServerRequest request, PerimeterConfig config) {
        ChannelPipeline pipeline = channel(request).pipeline();
        if (pipeline.get(NAME) != null || pipeline.get(VERTX) == null) {
            return;
        }
        if (request.connection() instanceof Http1xServerConnection connection) {
            pipeline.addBefore(VERTX, NAME, new Unanswered(connection));
            pipeline.addBefore(VERTX, null, new ArrivalDeadline(config));
        } else if (pipeline.get(HttpRequestDecoder.class) != null) {
            // Vert.x takes it away with the decoder, when the body ends
            pipeline.addBefore(VERTX, NAME, new UpgradeBody(config.maxBodyBytes()));
        } else if (pipeline.get(VERTX) instanceof Http2ConnectionHandler http2) {
            pipeline.addBefore(VERTX, NAME, new StreamDeadline(http2.connection(), config));
        }
    }

    /** Closes at once, once the answer has left: nothing further that has arrived is taken for a request. */
    static void close(HttpServerRequest request) {
        Channel channel = channel(request);
        channel.flush();
        channel.close();
    }

    private static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** Reads no further while too many requests have no answer yet. */
    private static final class Unanswered extends ChannelDuplexHandler {

        private final Http1xServerConnection connection;

        /** The one that is being looked at. */
        private int unanswered = 1;

        private boolean paused;

        Unanswered(Http1xServerConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpObject && !context.channel().isOpen()) {
                ReferenceCountUtil.release(message);
                return;
            }
            if (message instanceof HttpRequest) {
                unanswered++;
            }
            context.fireChannelRead(message);
            if (unanswered > MAX_UNANSWERED) {
                // each time: Vert.x resumes for reasons of its own
                paused = true;
                connection.doPause();
            }
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            boolean ends = message instanceof LastHttpContent && !isInterim(message);
            context.write(message, promise);
            if (ends) {
                unanswered--;
            }
            if (paused && unanswered <= MAX_UNANSWERED) {
                paused = false;
                connection.doResume();
            }
        }

        private static boolean isInterim(Object message) {
            return message instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
    }

    /** Ends the connection when more arrives than a body may have. */
    private static final class UpgradeBody extends ChannelInboundHandlerAdapter {

        private long room;

        UpgradeBody(long maxBodyBytes) {
            room = maxBodyBytes;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2DataFrame data) {
                room -= data.content().readableBytes();
            }
            if (room < 0) {
                ReferenceCountUtil.release(message);
                context.close();
            } else {
                context.fireChannelRead(message);
            }
        }
    }
}
