package dev.scopedgate.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends raw bytes over a socket, for requests that an HTTP client would correct or refuse to send. */
public final class RawHttp {

    private RawHttp() {}

    /** The status of the answer to this request head; nothing follows the head. */
    public static int status(URI server, String head) {
        return Integer.parseInt(exchange(server, head, "\r\n").split(" ")[1]);
    }

    /** The answer, up to and with {@code end}, to this request head; waits at most 15 seconds for each byte. */
    public static String exchange(URI server, String head, String end) {
        try (Socket socket = Sockets.connect(server, Sockets.HTTP_1)) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return readUntil(socket.getInputStream(), end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String readUntil(InputStream in, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            read.append((char) next);
            if (read.indexOf(end) >= 0) {
                break;
            }
        }
        return read.toString();
    }
}
