package dev.scopedgate.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JoinedWritesTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new JoinedWrites());

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private String written() {
        ByteBuf next = channel.readOutbound();
        if (next == null) {
            return null;
        }
        try {
            return next.toString(US_ASCII);
        } finally {
            next.release();
        }
    }

    @Test
    void twoSmallBuffersAreWrittenAsOne() {
        ByteBuf head = bytes("head ");
        ByteBuf body = bytes("body");
        ChannelFuture first = channel.write(head);
        ChannelFuture second = channel.write(body);
        assertThat(channel.outboundMessages()).isEmpty();

        channel.flush();

        assertThat(written()).isEqualTo("head body");
        assertThat(written()).isNull();
        assertThat(first.isSuccess()).isTrue();
        assertThat(second.isSuccess()).isTrue();
        assertThat(head.refCnt()).isZero();
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void aLargeBodyIsWrittenAsItIsAndAfterItsHead() {
        channel.write(bytes("head"));
        channel.write(bytes("b".repeat(9_000)));
        channel.write(bytes("end"));
        channel.flush();

        assertThat(written()).isEqualTo("head");
        assertThat(written()).isEqualTo("b".repeat(9_000));
        assertThat(written()).isEqualTo("end");
    }

    @Test
    void theMemoryBehindABufferOfOthersIsNotWritten() {
        ByteBuf all = bytes("constant");
        channel.write(all.retainedSlice(0, 4));
        channel.write(bytes("body"));
        channel.flush();

        assertThat(written()).isEqualTo("consbody");
        assertThat(all.toString(US_ASCII)).isEqualTo("constant");
    }

    @Test
    void aFailedWriteFailsBothParts() {
        EmbeddedChannel broken = new EmbeddedChannel(
                new ChannelOutboundHandlerAdapter() {
                    @Override
                    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                        ((ByteBuf) message).release();
                        promise.setFailure(new IOException("broken"));
                    }
                },
                new JoinedWrites());
        ChannelFuture first = broken.write(bytes("head"));
        ChannelFuture second = broken.write(bytes("body"));
        broken.flush();

        assertThat(first.cause()).hasMessage("broken");
        assertThat(second.cause()).hasMessage("broken");
    }

    @Test
    void aHeadIsNotSentWithoutItsBodyIfMemoryEnds() {
        channel.config().setAllocator(new AbstractByteBufAllocator() {
            @Override
            protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
                throw new OutOfMemoryError("no memory");
            }

            @Override
            protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
                throw new OutOfMemoryError("no memory");
            }

            @Override
            public boolean isDirectBufferPooled() {
                return false;
            }
        });
        ByteBuf head = bytes("head");
        ByteBuf body = bytes("body");
        ChannelFuture first = channel.write(head);
        ChannelFuture second = channel.write(body);
        channel.flush();

        assertThat(written()).isNull();
        assertThat(first.isSuccess()).isFalse();
        assertThat(second.cause()).hasMessage("no memory");
        assertThat(channel.isOpen()).isFalse();
        assertThat(head.refCnt()).isZero();
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void closingReleasesWhatWasNotFlushed() {
        ByteBuf head = bytes("head");
        ChannelFuture unsent = channel.write(head);
        channel.close();

        assertThat(head.refCnt()).isZero();
        assertThat(unsent.isDone()).isTrue();
        assertThat(unsent.isSuccess()).isFalse();
    }
}
