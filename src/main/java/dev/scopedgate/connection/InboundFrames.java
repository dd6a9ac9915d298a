package dev.scopedgate.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Closes an HTTP/2 connection that sends more frames than its requests need, such as PING or SETTINGS, or whose
 * unfinished request head exceeds the limit for all connections together: Netty keeps each head until it is complete
 * (RFC 9113 §4.3, §10.5).
 */
final class InboundFrames extends ChannelInboundHandlerAdapter {

    private static final long MOST_OF_ALL = 16L * 1024 * 1024;
    private static final AtomicLong ALL = new AtomicLong();

    private static final int PREFACE_LENGTH = 24;
    private static final int FRAME_HEAD_LENGTH = 9;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    private static final int DATA = 0;
    private static final int WINDOW_UPDATE = 8;

    /** Per period: allows 1,000 frames of other kinds or 10,000 WINDOW_UPDATE frames. */
    private static final int MOST_WEIGHT = 10_000;

    private static final int WEIGHT = 10;

    /** Credit per request: two WINDOW_UPDATE frames for each response, for its stream and for the connection. */
    private static final int EARNED = 2;

    private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

    private long periodStart = System.nanoTime();
    private int weight;

    private final byte[] head = new byte[FRAME_HEAD_LENGTH];
    private int headRead;

    /** The rest of the current frame; the connection preface counts as the first frame. */
    private int frameRest = PREFACE_LENGTH;

    /** Whether the frame is part of a request head. */
    private boolean ofHead;

    /** Whether the request head ends with the frame. */
    private boolean lastOfHead = true;

    /** The bytes received of the request head. */
    private long held;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf read) {
            long before = held;
            follow(read);
            if (ALL.addAndGet(held - before) > MOST_OF_ALL && held > 0 || weight > MOST_WEIGHT) {
                ReferenceCountUtil.release(message);
                context.close();
                return;
            }
        }
        context.fireChannelRead(message);
    }

    private void follow(ByteBuf read) {
        int at = read.readerIndex();
        int end = read.writerIndex();
        while (at < end) {
            int part = Math.min(end - at, frameRest);
            if (part > 0) {
                at += part;
                frameRest -= part;
                held += ofHead ? part : 0;
            } else {
                head[headRead++] = read.getByte(at++);
                if (headRead == FRAME_HEAD_LENGTH) {
                    headRead = 0;
                    begin();
                }
            }
            if (frameRest == 0 && lastOfHead) {
                held = 0;
            }
        }
    }

    private void begin() {
        frameRest = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff;
        ofHead = head[3] == HEADERS || head[3] == CONTINUATION;
        if (ofHead) {
            lastOfHead = (head[4] & END_HEADERS) != 0;
            weight = Math.max(0, weight - (head[3] == HEADERS ? EARNED : 0));
        } else if (head[3] != DATA) {
            weigh(head[3] == WINDOW_UPDATE ? 1 : WEIGHT);
        }
    }

    private void weigh(int more) {
        long now = System.nanoTime();
        if (now - periodStart > PERIOD_NANOS) {
            periodStart = now;
            weight = 0;
        }
        weight += more;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        ALL.addAndGet(-held);
        held = 0;
    }
}
