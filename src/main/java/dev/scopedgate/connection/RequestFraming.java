package dev.scopedgate.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/** Tells {@link WholeHeads}, from behind the decoder, where in the bytes of a connection a body ends (RFC 9112 §6). */
final class RequestFraming extends ChannelInboundHandlerAdapter {

    /** Of a body whose length is not known so much at a time: what follows it within is a head, and decoded in pieces. */
    private static final int PIECE = 64;

    /** Between two pieces of content there is the size of a chunk; trailers, of which the decoder makes as much as of a head. */
    private static final int MOST_WITHOUT_CONTENT = 256;

    private boolean inBody;
    private boolean upgrades;
    private long expected;
    private int withoutContent;
    private boolean contentCame;

    /** Whether what comes next is a body's, or of its end. */
    boolean isInBody() {
        return inBody;
    }

    /** How much of what is there may be decoded before this is asked again. */
    int most(int readable) {
        return (int) Math.min(readable, expected > 0 ? expected : PIECE);
    }

    /** Whether so much of a body, which the decoder has been given now, may go on as it does. */
    boolean mayGoOn(int given) {
        withoutContent = contentCame ? 0 : withoutContent + given;
        contentCame = false;
        return withoutContent <= MOST_WITHOUT_CONTENT;
    }

    /** Whether the connection has been upgraded to something else. */
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
            // the decoder has refused it
            return 0;
        }
    }
}
