package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Sockets;
import dev.scopedgate.testsupport.Surroundings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** At shutdown, connections that can be told to close are told, and no other delays it. */
@Execution(ExecutionMode.CONCURRENT)
class ShutdownConnectionsIT {

    private static final int TERMINATED = 128 + 15;
    private static final Duration DELAY = Duration.ofSeconds(5);

    private static Surroundings surroundings;

    @BeforeAll
    static void start() throws Exception {
        surroundings = new Surroundings();
    }

    @AfterAll
    static void stop() throws Exception {
        surroundings.close();
    }

    @Test
    void sendsGoawayWithTheAnswerOverHttp2() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (ProductionServer server = ProductionServer.ready(surroundings.environment(ProductionServer.QUICK_START))) {
            CompletableFuture<Long> goAway = new CompletableFuture<>();
            HttpClient client = vertx.httpClientBuilder()
                    .with(new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false))
                    .withConnectHandler(
                            connection -> connection.goAwayHandler(frame -> goAway.complete(frame.getErrorCode())))
                    .build();
            assertThat(status(client, server)).isEqualTo(401);
            assertThat(goAway).isNotDone();

            server.terminate();
            await().atMost(Duration.ofSeconds(3)).until(() -> server.readiness() == 503);

            assertThat(status(client, server)).isEqualTo(401);
            assertThat(goAway).succeedsWithin(Duration.ofSeconds(3)).isEqualTo(0L);
            assertThat(server.awaitExit()).isEqualTo(TERMINATED);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static int status(HttpClient client, ProductionServer server) throws Exception {
        return client.request(HttpMethod.GET, server.uri("/").getPort(), "127.0.0.1", "/whoami")
                .compose(HttpClientRequest::send)
                .map(HttpClientResponse::statusCode)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    /** Open connections, and heads and bodies that do not arrive: none is a call in flight. */
    @Test
    void openConnectionsWithoutATokenDoNotDelayTheShutdown() throws Exception {
        try (ProductionServer server = ProductionServer.ready(surroundings.environment(ProductionServer.QUICK_START));
                KeptAlive idle = new KeptAlive(server.uri("/"));
                Socket halfAHead = Sockets.connectTcp(server.uri("/"), null);
                Socket bodyAfterRefusal = Sockets.connectTcp(server.uri("/"), null)) {
            idle.send("GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(idle.read().status()).isEqualTo(401);
            send(halfAHead, "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow");
            send(bodyAfterRefusal, "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\nslowly");
            assertThat(bodyAfterRefusal.getInputStream().read()).isEqualTo('H');

            Instant begin = Instant.now();
            server.terminate();

            assertThat(server.awaitExit()).isEqualTo(TERMINATED);
            assertThat(Duration.between(begin, Instant.now())).isBetween(DELAY, DELAY.plusSeconds(8));
            assertThatThrownBy(idle::read).isInstanceOf(IOException.class);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
