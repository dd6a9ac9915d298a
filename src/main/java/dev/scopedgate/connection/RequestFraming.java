package dev.scopedgate.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/** Tells {@link WholeHeads}, from its place after the decoder, where a body ends (RFC 9112 §6). */
final class RequestFraming extends ChannelInboundHandlerAdapter {

    /** The bytes passed at a time of a body of unknown length: a head after it within a piece is decoded in pieces. */
    private static final int PIECE = 64;

    /** Bytes allowed without content: a chunk size, but not trailers, which cost the decoder as much as a head. */
    private static final int MOST_WITHOUT_CONTENT = 256;

    private boolean inBody;
    private boolean upgrades;
    private long expected;
    private int withoutContent;
    private boolean contentCame;

    /** Whether the next bytes belong to a body or its end. */
    boolean isInBody() {
        return inBody;
    }

    /** How many of the bytes may be decoded before the next call. */
    int most(int readable) {
        return (int) Math.min(readable, expected > 0 ? expected : PIECE);
    }

    /** Whether the body may continue, after the decoder was given that many bytes. */
    boolean mayGoOn(int given) {
        withoutContent = contentCame ? 0 : withoutContent + given;
        contentCame = false;
        return withoutContent <= MOST_WITHOUT_CONTENT;
    }

    /** Whether the connection has been upgraded to another protocol. */
    boolean endsHttp1(ChannelHandlerContext context) {
        return upgrades && context.pipeline().get(HttpRequestDecoder.class) == null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            inBody = true;
            upgrades |= request.headers().contains(HttpHeaderNames.UPGRADE);
            expected = length(request);
        }
        if (message instanceof HttpContent content) {
            contentCame = true;
            expected -= content.content().readableBytes();
            inBody &= !(message instanceof LastHttpContent);
        }
        context.fireChannelRead(message);
    }

    private static long length(HttpRequest request) {
        try {
            return HttpUtil.isTransferEncodingChunked(request) ? 0 : HttpUtil.getContentLength(request, 0L);
        } catch (NumberFormatException e) {
            // the decoder has refused the request
            return 0;
        }
    }
}
