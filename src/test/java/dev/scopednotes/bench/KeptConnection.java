package dev.scopednotes.bench;

import dev.scopedgate.testsupport.KeptAlive;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One keep-alive HTTP/1.1 connection that sends a request and reads the whole answer, at little cost to a benchmark. */
final class KeptConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;

    KeptConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    /** The body of the answer; fails if status or text differ from the expected ones. */
    byte[] send(Request request) throws IOException {
        socket.getOutputStream().write(request.bytes());
        String status = KeptAlive.line(in);
        int length = 0;
        for (String header = KeptAlive.line(in); !header.isEmpty(); header = KeptAlive.line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
            }
        }
        byte[] body = in.readNBytes(length);
        String text = new String(body, StandardCharsets.UTF_8);
        if (!status.startsWith("HTTP/1.1 " + request.status() + " ") || !text.contains(request.answer())) {
            throw new IOException("answered " + status + ": " + text);
        }
        return body;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
