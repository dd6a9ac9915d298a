package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;

/**
 * Passes only complete HTTP/1 heads to the decoder, which needs up to 35 bytes for each byte of a head with short
 * fields. Incomplete heads, and bytes that follow unanswered requests, are kept undecoded and charged to the budget of
 * connections; so are HTTP/2 streams (RFC 9112 §2.2, §9.3.2).
 */
final class WholeHeads extends ChannelDuplexHandler {

    /** More than the longest head with its first line; the decoder refuses a longer one. */
    private static final int MAX_KEPT = 64 * 1024;

    /** "PRI ", the start of the HTTP/2 preface and of no HTTP/1 request (RFC 9113 §3.4). */
    private static final int PREFACE = 0x50524920;

    private static final int PREFACE_BYTES = 4;

    private static final ByteBuf BUSY = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            StandardCharsets.US_ASCII));

    private enum State {
        HTTP_1,
        HTTP_2,
        OTHER,
        REFUSED
    }

    private final Budget connections;
    private final boolean behindTls;
    private State state = State.HTTP_1;

    /** Set from the first head on. */
    private RequestFraming framing;

    /** Set while a head is incomplete. */
    private KeptBytes kept;

    /** Set while further requests are paused. */
    private KeptBytes later;

    private boolean streamsAreBounded;

    WholeHeads(Budget connections) {
        this(connections, false);
    }

    private WholeHeads(Budget connections, boolean behindTls) {
        this.connections = connections;
        this.behindTls = behindTls;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf read)) {
            context.fireChannelRead(message);
            return;
        }
        ChannelHandlerContext tls = framing == null && !behindTls ? tls(context.pipeline()) : null;
        if (tls != null) {
            // this handler must see the decrypted bytes
            context.pipeline().addAfter(tls.name(), null, new WholeHeads(connections, true));
            context.fireChannelRead(message);
            context.pipeline().remove(this);
            return;
        }
        if (later != null) {
            keepForLater(context, read);
            read.release();
        } else if (isWhole(context, read)) {
            // the usual case; in one piece, because each piece costs the decoder a pass
            context.fireChannelRead(read);
        } else {
            take(context, read);
        }
    }

    /** Whether the bytes are exactly one request with its body, and no earlier bytes are kept. */
    private boolean isWhole(ChannelHandlerContext context, ByteBuf read) {
        return state == State.HTTP_1
                && framing != null
                && kept == null
                && !framing.isInBody()
                && !framing.endsHttp1(context)
                && context.channel().isOpen()
                && context.channel().config().isAutoRead()
                && OneRequest.isAllOf(read);
    }

    private void take(ChannelHandlerContext context, ByteBuf read) {
        while (read.isReadable() && context.channel().isOpen() && state != State.REFUSED) {
            if (isPaused(context)) {
                later = new KeptBytes(connections, context.channel());
                keepForLater(context, read);
                break;
            }
            step(context, read);
        }
        read.release();
    }

    private void keepForLater(ChannelHandlerContext context, ByteBuf read) {
        if (!later.add(read)) {
            context.channel().close();
        }
    }

    /** Whether requests are paused: {@link ConnectionBounds} has too many unanswered ones. */
    private boolean isPaused(ChannelHandlerContext context) {
        return state == State.HTTP_1
                && framing != null
                && !framing.isInBody()
                && !context.channel().config().isAutoRead();
    }

    /** Passes the kept bytes first, then reads more. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (later != null) {
            ByteBuf before = later.take(0);
            later = null;
            take(context, before);
            context.fireChannelReadComplete();
        }
        if (later == null) {
            context.read();
        }
    }

    static ChannelHandlerContext tls(ChannelPipeline pipeline) {
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        // with SNI, the TLS handler replaces this one once the name is known
        return tls != null ? tls : pipeline.context(SslClientHelloHandler.class);
    }

    private void step(ChannelHandlerContext context, ByteBuf read) {
        if (framing != null && framing.endsHttp1(context)) {
            state = State.OTHER;
        }
        if (state != State.HTTP_1) {
            context.fireChannelRead(read.readRetainedSlice(read.readableBytes()));
            boundStreams(context);
        } else if (framing != null && framing.isInBody()) {
            int length = framing.most(read.readableBytes());
            context.fireChannelRead(read.readRetainedSlice(length));
            if (!framing.mayGoOn(length)) {
                state = State.REFUSED;
                context.close();
            }
        } else if (kept != null) {
            resume(context, read);
        } else {
            begin(context, read);
        }
    }

    private void begin(ChannelHandlerContext context, ByteBuf read) {
        int end = KeptBytes.end(read, read.readerIndex());
        if (end >= 0) {
            pass(context, read.readRetainedSlice(end - read.readerIndex()));
        } else {
            kept = new KeptBytes(connections, context.channel());
            keep(context, read);
        }
    }

    private void resume(ChannelHandlerContext context, ByteBuf read) {
        if (!keep(context, read)) {
            return;
        }
        int rest = kept.rest();
        if (rest >= 0 || kept.length() > MAX_KEPT) {
            ByteBuf head = kept.take(Math.max(rest, 0));
            kept = null;
            // the bytes after the head are processed as received
            read.readerIndex(read.readerIndex() - Math.max(rest, 0));
            state = rest < 0 ? State.OTHER : state;
            pass(context, head);
        }
    }

    private boolean keep(ChannelHandlerContext context, ByteBuf read) {
        if (kept.add(read)) {
            return true;
        }
        state = State.REFUSED;
        letGo();
        // an answer to an earlier request may wait in JoinedWrites, which is further from the socket
        context.channel().flush();
        context.writeAndFlush(BUSY.duplicate()).addListener(ChannelFutureListener.CLOSE);
        return false;
    }

    private void pass(ChannelHandlerContext context, ByteBuf head) {
        if (framing == null && state == State.HTTP_1 && head.readableBytes() > PREFACE_BYTES) {
            if (head.getInt(head.readerIndex()) == PREFACE) {
                state = State.HTTP_2;
            } else {
                // these bytes show Vert.x that the connection is HTTP/1
                context.fireChannelRead(head.readRetainedSlice(PREFACE_BYTES));
                follow(context);
            }
        }
        context.fireChannelRead(head);
    }

    private void follow(ChannelHandlerContext context) {
        ChannelHandlerContext decoder = context.pipeline().context(HttpRequestDecoder.class);
        if (decoder == null) {
            state = State.OTHER;
        } else {
            context.pipeline().addBefore(decoder.name(), null, new JoinedWrites());
            framing = new RequestFraming();
            context.pipeline().addAfter(decoder.name(), null, framing);
        }
    }

    private void boundStreams(ChannelHandlerContext context) {
        if (state == State.HTTP_2 && !streamsAreBounded) {
            Http2ConnectionHandler http2 = context.pipeline().get(Http2ConnectionHandler.class);
            streamsAreBounded = http2 != null;
            if (http2 != null) {
                HeldStreams.bound(http2.connection(), context.channel(), connections);
            }
        }
    }

    private void letGo() {
        if (kept != null) {
            kept.letGo();
            kept = null;
        }
        if (later != null) {
            later.letGo();
            later = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        letGo();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        letGo();
    }
}
