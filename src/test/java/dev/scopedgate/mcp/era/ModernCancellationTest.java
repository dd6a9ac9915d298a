package dev.scopedgate.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.mcp.CompletionTest.WithFurtherFeatures;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkiverse.mcp.server.runtime.CancellationRequests;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A modern client cancels a call by leaving (MCP 2026-07-28, cancellation); a legacy one only loses its answer. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(WithFurtherFeatures.class)
class ModernCancellationTest {

    @Inject
    CancellationRequests cancellations;

    @TestHTTPResource("/")
    URI server;

    private void callAndLeave(Modern request, boolean modern) throws Exception {
        ModernFeatures.begun = new CountDownLatch(1);
        ModernFeatures.cancelled = new CountDownLatch(1);
        ModernFeatures.ended = new CountDownLatch(1);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            send(socket, request, modern);
            assertThat(ModernFeatures.begun.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void send(Socket socket, Modern request, boolean modern) throws IOException {
        String body = request.body();
        StringBuilder head = new StringBuilder("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                + "Authorization: Bearer " + TokenForge.bearer("notes:read") + "\r\n"
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n");
        if (modern) {
            request.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        }
        socket.getOutputStream().write((head + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Test
    void aCallWhoseClientLeavesIsCancelled() throws Exception {
        callAndLeave(Modern.call("until_cancelled", Map.of()), true);

        assertThat(ModernFeatures.cancelled.await(15, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @SuppressWarnings("unchecked")
    void nothingIsKeptOfACancellation() throws Exception {
        for (int i = 0; i < 3; i++) {
            callAndLeave(Modern.call("until_cancelled", Map.of()), true);
            assertThat(ModernFeatures.cancelled.await(15, TimeUnit.SECONDS)).isTrue();
        }

        Field kept = CancellationRequests.class.getDeclaredField("cancellationRequests");
        kept.setAccessible(true);
        Map<Object, Object> requests = (Map<Object, Object>) kept.get(ClientProxy.unwrap(cancellations));
        await().untilAsserted(() -> assertThat(requests).isEmpty());
    }

    @Test
    void aLegacyCallWhoseClientLeavesGoesOn() throws Exception {
        callAndLeave(Modern.call("until_cancelled", Map.of()).param("_meta", Map.of()), false);

        assertThat(ModernFeatures.cancelled.await(2, TimeUnit.SECONDS)).isFalse();
        // or the stop of the application would wait for it
        ModernFeatures.ended.countDown();
    }
}
