package dev.scopedgate.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;

/**
 * Changes an HTTP/1 request head before Vert.x reads it: ignores an upgrade to HTTP/2 (RFC 9110 §7.8, RFC 9113 §3.1),
 * and replaces a head that cannot be decoded by a request that {@code perimeter.RequestSyntax} refuses, in order and
 * with an error body (RFC 9112 §2.2).
 */
public final class RequestHead extends ChannelInboundHandlerAdapter {

    /** The header with the status of the refusal. A client that sends this header itself is refused. */
    public static final String UNREADABLE = "scoped-gate-unreadable";

    static final String H2C = "h2c";

    /** Whether the latest request is the last of the connection. */
    private boolean last;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (last) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            int status = status(request);
            if (status == 0) {
                ignoreUpgrade(request.headers());
                context.fireChannelRead(message);
            } else {
                last = true;
                ReferenceCountUtil.release(message);
                context.fireChannelRead(unreadable(status));
                context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            }
        } else {
            context.fireChannelRead(message);
        }
    }

    /** The status that refuses the request, or 0. */
    private static int status(HttpRequest request) {
        if (request.decoderResult().isSuccess()) {
            // compared by identity: any other spelling is another object, and Vert.x would answer in that version
            boolean supported = request.protocolVersion() == HttpVersion.HTTP_1_1
                    || request.protocolVersion() == HttpVersion.HTTP_1_0;
            if (!supported) {
                return 505;
            }
            if (request.headers().contains("")) {
                // Netty accepts an empty name
                return 400;
            }
            return HttpMethod.CONNECT.equals(request.method()) ? 405 : 0;
        }
        Throwable cause = request.decoderResult().cause();
        return cause instanceof TooLongHttpLineException
                ? 414
                : cause instanceof TooLongHttpHeaderException ? 431 : 400;
    }

    private static HttpRequest unreadable(int status) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        request.headers()
                .set(HttpHeaderNames.HOST, "localhost")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(UNREADABLE, status);
        return request;
    }

    /** Removes the whole header, because its other protocols are only offers too. */
    private static void ignoreUpgrade(HttpHeaders headers) {
        if (headers.containsValue(HttpHeaderNames.UPGRADE, H2C, true)) {
            headers.remove(HttpHeaderNames.UPGRADE);
        }
    }
}
