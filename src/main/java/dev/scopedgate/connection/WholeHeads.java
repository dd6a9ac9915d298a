package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.CallerAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Passes only whole heads of HTTP/1 to the decoder, which makes up to 35 bytes of each byte of a head of short fields. A head
 * that is not whole yet, and what follows requests without an answer, is kept as it came, and from the budget of connections;
 * so are the streams of HTTP/2 (RFC 9112 §2.2, §9.3.2).
 */
final class WholeHeads extends ChannelDuplexHandler {

    /** More than the longest head and its first line: the decoder refuses it. */
    private static final int MAX_KEPT = 64 * 1024;

    /** "PRI ", with which HTTP/2 begins and no other method does (RFC 9113 §3.4). */
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

    /** From the first head on. */
    private RequestFraming framing;

    /** While a head is not whole. */
    private KeptHead kept;

    /** While no further request is wanted. */
    private LaterRequests later;

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
            // what it is to look at comes out of that
            context.pipeline().addAfter(tls.name(), null, new WholeHeads(connections, true));
            context.fireChannelRead(message);
            context.pipeline().remove(this);
            return;
        }
        if (later != null) {
            later.add(read);
            read.release();
        } else if (isWhole(context, read)) {
            // as a rule; in one piece, because each costs the decoder a round
            context.fireChannelRead(read);
        } else {
            take(context, read);
        }
    }

    /** Whether that is a request with its body and nothing else, and nothing is kept that comes before it. */
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
                later = LaterRequests.of(connections, context.channel(), read);
                break;
            }
            step(context, read);
        }
        read.release();
    }

    /** Whether no further request is wanted now: {@link ConnectionBounds} has too many that are not answered. */
    private boolean isPaused(ChannelHandlerContext context) {
        return state == State.HTTP_1
                && framing != null
                && !framing.isInBody()
                && !context.channel().config().isAutoRead();
    }

    /** Gives what has been read before, and then reads on. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (later != null) {
            ByteBuf before = later.take();
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
        // with SNI it takes the place of this, once the name is known
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
        int end = KeptHead.end(read, read.readerIndex());
        if (end >= 0) {
            pass(context, read.readRetainedSlice(end - read.readerIndex()));
        } else {
            kept = new KeptHead(connections, context.channel());
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
            // what follows the head is looked at as it came
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
        context.writeAndFlush(BUSY.duplicate()).addListener(ChannelFutureListener.CLOSE);
        return false;
    }

    private void pass(ChannelHandlerContext context, ByteBuf head) {
        if (framing == null && state == State.HTTP_1 && head.readableBytes() > PREFACE_BYTES) {
            if (head.getInt(head.readerIndex()) == PREFACE) {
                state = State.HTTP_2;
            } else {
                // by this Vert.x knows that it is HTTP/1
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

    static CallerAddress address(Channel channel) {
        return CallerAddress.of(
                channel.remoteAddress() instanceof InetSocketAddress address
                        ? SocketAddress.inetSocketAddress(address)
                        : null);
    }

    private void letGo() {
        if (kept != null) {
            kept.letGo();
            kept = null;
        }
        if (later != null) {
            later.take().release();
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
