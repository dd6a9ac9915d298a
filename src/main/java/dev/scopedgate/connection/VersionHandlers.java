package dev.scopedgate.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;

/**
 * Adds the handlers that depend on the HTTP version: {@link RequestHead}, {@link InboundFrames} with the bounds of
 * HTTP/2, and {@link ForwardedFor}. Waits at the end of the pipeline until Vert.x has detected the version.
 */
final class VersionHandlers extends ChannelInboundHandlerAdapter {

    /** The names of Vert.x' first request handler: the one without TLS, then the one with TLS. */
    private static final String[] VERTX = {RequestHead.H2C, ConnectionBounds.VERTX};

    private final ConnectionConfig config;
    private final boolean behindProxy;

    /** @param behindProxy whether the client's address is taken from a proxy's header */
    VersionHandlers(ConnectionConfig config, boolean behindProxy) {
        this.config = config;
        this.behindProxy = behindProxy;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ChannelPipeline pipeline = context.pipeline();
        if (pipeline.get(HttpRequestDecoder.class) != null) {
            addHttp1(pipeline);
        } else if (ConnectionBounds.put(pipeline, config)) {
            // placed here, it sees the connection from its first byte
            pipeline.addBefore(ConnectionBounds.VERTX, null, new InboundFrames());
            if (behindProxy) {
                ForwardedFor.watch(pipeline.get(Http2ConnectionHandler.class).decoder());
            }
        } else {
            pipeline.addLast(new VersionHandlers(config, behindProxy));
        }
        pipeline.remove(this);
        context.fireChannelRead(message);
    }

    private void addHttp1(ChannelPipeline pipeline) {
        for (String name : VERTX) {
            if (pipeline.get(name) != null) {
                if (behindProxy) {
                    pipeline.addBefore(name, null, new ForwardedFor());
                }
                pipeline.addBefore(name, null, new RequestHead());
                return;
            }
        }
    }
}
