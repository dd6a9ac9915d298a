package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Sockets;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes read of a refused body are freed, also while its connection stays open. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class RefusedBodiesTest {

    private static final String POST = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private static final int MEBIBYTE = 1024 * 1024;

    @TestHTTPResource("/")
    URI server;

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private long heldAfter(String request, int senders, String status) throws IOException {
        byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
        long before = used();
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < senders; i++) {
                Socket socket = Sockets.connectTcp(server, null);
                socket.setSoTimeout(10_000);
                sockets.add(socket);
                socket.getOutputStream().write(bytes);
            }
            for (Socket socket : sockets) {
                assertThat(new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 " + status + " ");
            }
            return used() - before;
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void keepsNoTooLargeBody() throws IOException {
        String request =
                POST + "Content-Type: application/json\r\nAuthorization: Bearer " + TokenForge.bearer("notes:read")
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n" + " ".repeat(MEBIBYTE) + "\r\n40\r\n"
                        + " ".repeat(64)
                        + "\r\n";

        assertThat(heldAfter(request, 60, "413")).isLessThan(20L * MEBIBYTE);
    }

    @Test
    void keepsNoFormWithoutAToken() throws IOException {
        String request = POST + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 20000\r\n\r\n"
                + "a".repeat(19_990);

        assertThat(heldAfter(request, 1500, "401")).isLessThan(24L * MEBIBYTE);
    }
}
