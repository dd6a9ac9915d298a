package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budgets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts {@link HeadDeadline}, {@link UnreadAnswers}, {@link WholeHeads}, {@link RequestHead} and the bounds of HTTP/2 on every
 * connection as it is accepted, on the public port and on the management port: a filter sees a connection only with its
 * first request.
 */
@Singleton
class AcceptedConnections {

    private static final String NAME = "scoped-notes-accepted";

    private final VertxInternal vertx;
    private final ConnectionConfig config;
    private final Duration maxHeadTime;
    private final Budget budget;
    private final ProxySettings proxies;

    /** Those on which every first request meets {@code perimeter.Perimeter}, and so {@link ConnectionBounds}. */
    private final Set<Integer> publicPorts = ConcurrentHashMap.newKeySet();

    AcceptedConnections(Vertx vertx, ConnectionConfig config, Budgets budgets, ProxySettings proxies) {
        this.budget = budgets.connections();
        this.proxies = proxies;
        this.vertx = (VertxInternal) vertx;
        this.config = config;
        this.maxHeadTime = config.maxHeadTime().read();
    }

    void listening(@ObservesAsync HttpServerStart started) {
        publicPorts.add(started.options().getPort());
        for (EventExecutor acceptor : vertx.getAcceptorEventLoopGroup()) {
            acceptor.execute(() -> ((SingleThreadEventLoop) acceptor)
                    .registeredChannelsIterator()
                    .forEachRemaining(this::watch));
        }
    }

    private void watch(Channel channel) {
        if (channel instanceof ServerChannel && channel.pipeline().get(NAME) == null) {
            channel.pipeline().addFirst(NAME, new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object accepted) {
                    bound((Channel) accepted, isPublic(channel));
                    context.fireChannelRead(accepted);
                }
            });
        }
    }

    private void bound(Channel accepted, boolean meetsPerimeter) {
        accepted.pipeline()
                .addFirst(
                        new HeadDeadline(maxHeadTime, meetsPerimeter),
                        new RequestHead.Placement(config),
                        UnreadAnswers.bound(accepted, budget),
                        new WholeHeads(budget));
        if (proxies.areBelieved()) {
            accepted.pipeline().addFirst(new ForwardedFor.Placement());
        }
    }

    private boolean isPublic(Channel listening) {
        return listening.localAddress() instanceof InetSocketAddress address && publicPorts.contains(address.getPort());
    }
}
