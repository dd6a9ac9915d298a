package dev.scopedgate.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.PromiseNotifier;

/**
 * Writes the head of an HTTP/1 response and its body as one buffer if both are small: the encoder makes two, and writing
 * two costs more than copying one. Keeps their order, and keeps nothing beyond the next flush.
 */
final class JoinedWrites extends ChannelOutboundHandlerAdapter {

    /** Longer ones are written as they are. */
    private static final int MAX_BYTES = 8 * 1024;

    private ByteBuf held;

    /** Whether the held buffer was made here: the memory behind the end of another may be somebody else's. */
    private boolean own;

    private ChannelPromise written;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf bytes) || bytes.readableBytes() > MAX_BYTES) {
            pass(context);
            context.write(message, promise);
        } else if (held != null && held.readableBytes() + bytes.readableBytes() <= MAX_BYTES) {
            join(context, bytes, promise);
        } else {
            pass(context);
            held = bytes;
            own = false;
            written = promise;
        }
    }

    private void join(ChannelHandlerContext context, ByteBuf bytes, ChannelPromise promise) {
        try {
            append(context, bytes);
        } catch (OutOfMemoryError e) {
            // a head must not be sent without its body: the next response would be read as that
            promise.setFailure(e);
            context.channel().close();
            return;
        } finally {
            bytes.release();
        }
        if (written.isVoid()) {
            written = promise;
        } else if (!promise.isVoid()) {
            written.addListener(new PromiseNotifier<>(promise));
        }
    }

    private void append(ChannelHandlerContext context, ByteBuf bytes) {
        if (!own) {
            ByteBuf joined = context.alloc().ioBuffer(held.readableBytes() + bytes.readableBytes(), MAX_BYTES);
            joined.writeBytes(held);
            held.release();
            held = joined;
            own = true;
        }
        held.writeBytes(bytes);
    }

    private void pass(ChannelHandlerContext context) {
        if (held != null) {
            ByteBuf bytes = held;
            held = null;
            context.write(bytes, written);
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        pass(context);
        context.flush();
    }

    @Override
    public void disconnect(ChannelHandlerContext context, ChannelPromise promise) {
        pass(context);
        context.disconnect(promise);
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        pass(context);
        context.close(promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        pass(context);
    }
}
