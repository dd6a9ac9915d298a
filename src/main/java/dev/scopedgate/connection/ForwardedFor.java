package dev.scopedgate.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * Reduces a proxy's forwarding headers to one address that Quarkus can parse, in HTTP/1 and HTTP/2: on an empty address
 * Quarkus would fail where nothing answers the request.
 */
final class ForwardedFor extends ChannelInboundHandlerAdapter {

    private static final String FOR = "x-forwarded-for";
    private static final String PROTO = "x-forwarded-proto";

    /** Not used here; Quarkus would log an error for a value that is not a number. */
    private static final String PORT = "x-forwarded-port";

    /** Quarkus logs a warning for each request of a client that sends it, and sets it itself. */
    private static final String TRUSTED_PROXY = "x-forwarded-trusted-proxy";

    /** Does the same for HTTP/2. */
    static void watch(Http2ConnectionDecoder decoder) {
        decoder.frameListener(new Heads(decoder));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            HttpHeaders headers = request.headers();
            if (headers.contains(FOR)) {
                ForwardedAddress.first(headers.getAll(FOR))
                        .ifPresentOrElse(address -> headers.set(FOR, address), () -> headers.remove(FOR));
            }
            if (headers.contains(PROTO) && !isScheme(headers.get(PROTO))) {
                headers.remove(PROTO);
            }
            headers.remove(PORT);
            headers.remove(TRUSTED_PROXY);
        }
        context.fireChannelRead(message);
    }

    private static boolean isScheme(CharSequence value) {
        return "https".contentEquals(value) || "http".contentEquals(value);
    }

    /** The same for HTTP/2, whose heads are not pipeline messages. */
    private static final class Heads extends Http2FrameListenerDecorator {

        private final Http2ConnectionDecoder decoder;

        Heads(Http2ConnectionDecoder decoder) {
            super(decoder.frameListener());
            this.decoder = decoder;
        }

        /** At the first SETTINGS frame Vert.x replaces the listener, so the new one is wrapped again. */
        @Override
        public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
            super.onSettingsRead(context, settings);
            if (!(decoder.frameListener() instanceof Heads)) {
                decoder.frameListener(new Heads(decoder));
            }
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext context, int stream, Http2Headers headers, int pad, boolean end)
                throws Http2Exception {
            clean(headers);
            super.onHeadersRead(context, stream, headers, pad, end);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int stream,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int pad,
                boolean end)
                throws Http2Exception {
            clean(headers);
            super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, pad, end);
        }

        private static void clean(Http2Headers headers) {
            if (headers.contains(FOR)) {
                ForwardedAddress.first(headers.getAll(FOR))
                        .ifPresentOrElse(address -> headers.set(FOR, address), () -> headers.remove(FOR));
            }
            if (headers.contains(PROTO) && !isScheme(headers.get(PROTO))) {
                headers.remove(PROTO);
            }
            headers.remove(PORT);
            headers.remove(TRUSTED_PROXY);
        }
    }
}
