package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budgets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.DomainSocketServerStart;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Adds {@link HeadDeadline}, {@link OpenHandshake}, {@link UnreadAnswers}, {@link WholeHeads} and {@link
 * VersionHandlers} to every accepted connection, on the public ports and the management port, with and without TLS: a
 * filter sees a connection only with its first request.
 */
@Singleton
class AcceptedConnections {

    private static final String NAME = "scoped-gate-accepted";

    /** Looks for half a minute after each start. */
    private static final int LOOKS = 300;

    private static final int LOOK_MILLIS = 100;

    private final VertxInternal vertx;
    private final ConnectionConfig config;
    private final Duration maxHeadTime;
    private final Budget budget;
    private final ProxySettings proxies;

    AcceptedConnections(Vertx vertx, ConnectionConfig config, Budgets budgets, ProxySettings proxies) {
        this.budget = budgets.connections();
        this.proxies = proxies;
        this.vertx = (VertxInternal) vertx;
        this.config = config;
        this.maxHeadTime = config.maxHeadTime().read();
    }

    void listening(@ObservesAsync HttpServerStart started) {
        look();
    }

    void listeningWithTls(@ObservesAsync HttpsServerStart started) {
        look();
    }

    void listeningOnSocket(@ObservesAsync DomainSocketServerStart started) {
        look();
    }

    private void look() {
        for (EventExecutor acceptor : vertx.getAcceptorEventLoopGroup()) {
            acceptor.execute(() -> look(acceptor, LOOKS));
        }
    }

    /** Looks repeatedly: no event reports that the management port listens, with TLS some time after the others. */
    private void look(EventExecutor acceptor, int times) {
        ((SingleThreadEventLoop) acceptor).registeredChannelsIterator().forEachRemaining(this::watch);
        if (times > 1 && !acceptor.isShuttingDown()) {
            acceptor.schedule(() -> look(acceptor, times - 1), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void watch(Channel channel) {
        if (channel instanceof ServerChannel && channel.pipeline().get(NAME) == null) {
            channel.pipeline().addFirst(NAME, new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object accepted) {
                    bound((Channel) accepted);
                    context.fireChannelRead(accepted);
                }
            });
        }
    }

    private void bound(Channel accepted) {
        accepted.pipeline()
                .addFirst(
                        new HeadDeadline(maxHeadTime),
                        new OpenHandshake(budget),
                        new VersionHandlers(config, proxies.areBelieved()),
                        UnreadAnswers.bound(accepted, budget),
                        new WholeHeads(budget));
    }
}
