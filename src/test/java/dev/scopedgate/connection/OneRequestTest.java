package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that are taken for one request are one request to the decoder too, so that no second head bypasses the bounds.
 */
class OneRequestTest {

    private static final int CHANGES = 200_000;

    private static boolean isOne(String bytes) {
        return OneRequest.isAllOf(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\n\n",
                "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody",
                "POST / HTTP/1.1\r\ncontent-length:4\r\nConnection: close\r\n\r\n\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Type: a\r\nCONTENT-LENGTH: 004\r\nTE: b\r\n\r\nbody",
            })
    void recognizesOnePlainRequest(String bytes) {
        assertThat(isOne(bytes)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1\r\nHost: a\r\n",
                "\r\nGET / HTTP/1.1\r\n\r\n",
                " GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\nG",
                "GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbod",
                "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbodyG",
                "POST / HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nbody",
                "POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 4\r\nUpgrade: websocket\r\n\r\nbody",
                "POST / HTTP/1.1\r\nContent-Length : 4\r\n\r\nbody",
                "POST / HTTP/1.1\r\n Content-Length: 4\r\n\r\nbody",
                "POST / HTTP/1.1\r\nX: y\r\n\tContent-Length: 4\r\n\r\nbody",
                "POST / HTTP/1.1\r\nContent-Length: 4\r\n 2\r\n\r\nbody",
                "POST / HTTP/1.1\r\nContent-Length: +4\r\n\r\nbody",
                "POST / HTTP/1.1\r\nContent-Length: 4, 4\r\n\r\nbody",
                "POST / HTTP/1.1\r\nContent-Length: 0x4\r\n\r\nbody",
                "POST / HTTP/1.1\r\nContent-Length:\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 4294967300\r\n\r\nbody",
                "POST / HTTP/1.1\r\nX-Content-Length: 4\r\n\r\nbody",
            })
    void recognizesNothingElse(String bytes) {
        assertThat(isOne(bytes)).isFalse();
    }

    /** Requests with random changes in up to three places. */
    @Test
    void theDecoderMakesOneHeadOfOneRequest() {
        Random random = new Random(11);
        String[] parts = {
            "\r\n",
            "\n",
            "\r",
            " ",
            "\t",
            ":",
            "\0",
            "4",
            "0",
            "-",
            "GET / HTTP/1.1\r\n\r\n",
            "Content-Length: 4",
            "Content-Length: 22",
            "Transfer-Encoding: chunked",
            "transfer-encoding",
            "X",
            "\u00ff",
            "HTTP/1.0",
            ",",
            "\u000b"
        };
        int taken = 0;
        for (int change = 0; change < CHANGES; change++) {
            StringBuilder bytes = new StringBuilder(
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 22\r\nB: c\r\n\r\nGET /b HTTP/1.1\r\n\r\nabc");
            for (int i = random.nextInt(3); i >= 0; i--) {
                int at = random.nextInt(bytes.length());
                int end = Math.min(bytes.length(), at + random.nextInt(4) * random.nextInt(6));
                bytes.replace(at, end, parts[random.nextInt(parts.length)]);
            }
            if (isOne(bytes.toString())) {
                taken++;
                assertOneHead(bytes.toString());
            }
        }
        assertThat(taken).isGreaterThan(CHANGES / 100);
    }

    private static void assertOneHead(String bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
        ByteBuf read = Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1);
        channel.writeInbound(read);
        int heads = 0;
        boolean over = false;
        for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
            heads += part instanceof HttpRequest ? 1 : 0;
            over = part instanceof LastHttpContent || part.decoderResult().isFailure();
        }
        assertThat(heads).as(bytes).isLessThanOrEqualTo(1);
        assertThat(over).as(bytes).isTrue();
        channel.finishAndReleaseAll();
    }
}
