package dev.scopednotes.transport;

import dev.scopednotes.bounds.Budget;
import dev.scopednotes.bounds.Budget.Lease;
import dev.scopednotes.bounds.CallerAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Passes only whole heads of HTTP/1 to the decoder, which makes up to 35 bytes of each byte of a head of short fields. A head
 * that is not whole yet is kept as it came, and from the budget of strangers (RFC 9112 §2.2).
 */
final class WholeHeads extends ChannelInboundHandlerAdapter {

    /** More than the longest head and its first line: the decoder refuses it. */
    private static final int MAX_KEPT = 64 * 1024;

    /** Of the first request, before there is a decoder: enough to tell HTTP/1 from the preface of HTTP/2. */
    private static final int PREFACE = 0x50524920;

    private static final int PREFACE_BYTES = 4;

    private static final ByteBuf BUSY = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            StandardCharsets.US_ASCII));

    private final Budget strangers;
    private RequestFraming framing;
    private ByteBuf kept = Unpooled.EMPTY_BUFFER;
    private Lease lease;

    /** Up to where in {@link #kept} there is no empty line. */
    private int lineStart;

    /** What comes is HTTP/2, or nothing that is read further. */
    private boolean passesAll;

    private boolean refused;
    private boolean behindTls;

    WholeHeads(Budget strangers) {
        this.strangers = strangers;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (passesAll || !(message instanceof ByteBuf read)) {
            context.fireChannelRead(message);
        } else if (framing == null && moveBehindTls(context)) {
            context.fireChannelRead(message);
            context.pipeline().remove(this);
        } else {
            take(context, read);
            read.release();
        }
    }

    /** Whether there is TLS, out of which comes what is to be read here. */
    private boolean moveBehindTls(ChannelHandlerContext context) {
        ChannelPipeline pipeline = context.pipeline();
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (tls == null || behindTls) {
            return false;
        }
        WholeHeads behind = new WholeHeads(strangers);
        behind.behindTls = true;
        pipeline.addAfter(tls.name(), null, behind);
        passesAll = true;
        return true;
    }

    private void take(ChannelHandlerContext context, ByteBuf read) {
        while (read.isReadable() && context.channel().isOpen() && !refused) {
            if (framing != null && framing.endsHttp1(context)) {
                passesAll = true;
            }
            if (passesAll) {
                context.fireChannelRead(read.readRetainedSlice(read.readableBytes()));
            } else if (framing != null && framing.isInBody()) {
                context.fireChannelRead(read.readRetainedSlice(framing.most(read.readableBytes())));
            } else if (kept.isReadable()) {
                resume(context, read);
            } else {
                begin(context, read);
            }
        }
    }

    private void begin(ChannelHandlerContext context, ByteBuf read) {
        int end = endOfHead(read, read.readerIndex());
        if (end < 0) {
            keep(context, read);
        } else {
            pass(context, read.readRetainedSlice(end - read.readerIndex()));
        }
    }

    private void resume(ChannelHandlerContext context, ByteBuf read) {
        keep(context, read);
        int end = endOfHead(kept, lineStart);
        if (end >= 0) {
            // what follows it is looked at as it came
            int rest = kept.writerIndex() - end;
            read.readerIndex(read.readerIndex() - rest);
            kept.writerIndex(end);
        } else if (kept.readableBytes() <= MAX_KEPT) {
            lineStart = Math.max(lineStart, kept.indexOf(kept.writerIndex(), lineStart, (byte) '\n') + 1);
            return;
        } else {
            passesAll = true;
        }
        ByteBuf head = kept;
        letGo();
        pass(context, head);
    }

    private void keep(ChannelHandlerContext context, ByteBuf read) {
        int length = kept.readableBytes() + read.readableBytes();
        if (lease == null) {
            lease = strangers.lease(addressOf(context), 0).orElseThrow();
            kept = Unpooled.buffer(length);
            lineStart = 0;
        }
        // its capacity grows by twice
        if (lease.resize(2L * length)) {
            kept.writeBytes(read);
        } else {
            refused = true;
            letGo();
            context.writeAndFlush(BUSY.duplicate()).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static CallerAddress addressOf(ChannelHandlerContext context) {
        return CallerAddress.of(
                context.channel().remoteAddress() instanceof InetSocketAddress address
                        ? SocketAddress.inetSocketAddress(address)
                        : null);
    }

    private void pass(ChannelHandlerContext context, ByteBuf head) {
        passesAll |= isPreface(head);
        if (framing == null && !passesAll && head.readableBytes() > PREFACE_BYTES) {
            // by this Vert.x knows that it is HTTP/1
            context.fireChannelRead(head.readRetainedSlice(PREFACE_BYTES));
            ChannelHandlerContext decoder = context.pipeline().context(HttpRequestDecoder.class);
            if (decoder == null) {
                passesAll = true;
            } else {
                framing = new RequestFraming();
                context.pipeline().addAfter(decoder.name(), null, framing);
            }
        }
        context.fireChannelRead(head);
    }

    private static boolean isPreface(ByteBuf head) {
        return head.readableBytes() >= PREFACE_BYTES && head.getInt(head.readerIndex()) == PREFACE;
    }

    /** The index after the first empty line at or after that line's start, or -1. */
    private static int endOfHead(ByteBuf bytes, int from) {
        int start = from;
        for (int feed = lineFeed(bytes, start); feed >= 0; feed = lineFeed(bytes, start)) {
            if (feed == start || feed == start + 1 && bytes.getByte(start) == '\r') {
                return feed + 1;
            }
            start = feed + 1;
        }
        return -1;
    }

    private static int lineFeed(ByteBuf bytes, int from) {
        return bytes.indexOf(from, bytes.writerIndex(), (byte) '\n');
    }

    private void letGo() {
        kept = Unpooled.EMPTY_BUFFER;
        if (lease != null) {
            lease.end();
            lease = null;
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
