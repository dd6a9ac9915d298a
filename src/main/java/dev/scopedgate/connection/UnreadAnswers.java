package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.bounds.CallerAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;

/**
 * Charges unread responses to the budget of connections and closes the connection if the budget is used up. The write
 * mark set here holds back further requests while more is unread.
 */
final class UnreadAnswers extends ChannelInboundHandlerAdapter {

    private static final int MARK = 16 * 1024;

    private final Budget connections;
    private Lease lease;

    private UnreadAnswers(Budget connections) {
        this.connections = connections;
    }

    static UnreadAnswers bound(Channel channel, Budget connections) {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(MARK / 2, MARK));
        return new UnreadAnswers(connections);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Channel channel = context.channel();
        if (channel.isWritable()) {
            letGo();
        } else if (lease == null) {
            lease = connections.lease(CallerAddress.ofPeer(channel), MARK).orElse(null);
            if (lease == null) {
                channel.close();
            }
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        letGo();
        context.fireChannelInactive();
    }

    private void letGo() {
        if (lease != null) {
            lease.end();
            lease = null;
        }
    }
}
