package dev.scopedgate.testsupport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP/1.1 connection that is never reopened, so that a test fails if there are too many or too few answers or the
 * server closes the connection. Waits 10 seconds for each answer.
 */
public final class KeptAlive implements Closeable {

    private final Socket socket;
    private final InputStream in;

    /** One answer. @param headers by their names in lower case */
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public KeptAlive(URI server) throws IOException {
        this(Sockets.connect(server, Sockets.HTTP_1));
    }

    /** From that address of this machine, of which loopback has 16 million. */
    public KeptAlive(URI server, String from) throws IOException {
        this(Sockets.connectTcp(server, from));
    }

    /** Over an open connection. */
    public KeptAlive(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    /** A POST of that body to the MCP endpoint, as bytes to send. */
    public static byte[] post(String token, byte[] body) {
        return post(token, body, "");
    }

    /** The same with further headers, each ended by CR and LF. */
    public static byte[] post(String token, byte[] body, String headers) {
        byte[] head = ("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                        + "Accept: application/json, text/event-stream\r\nAuthorization: Bearer " + token
                        + "\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length + body.length);
        request.writeBytes(head);
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** Sends one request, or several at once; each gets its answer. */
    public void send(byte[] requests) throws IOException {
        socket.getOutputStream().write(requests);
    }

    /** The next answer. */
    public Answer read() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, String> headers = new HashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return new Answer(status, headers, headers.containsKey("transfer-encoding") ? chunks() : fixed(headers));
    }

    private byte[] fixed(Map<String, String> headers) throws IOException {
        return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = Integer.parseInt(line(), 16); length > 0; length = Integer.parseInt(line(), 16)) {
            body.writeBytes(in.readNBytes(length));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        return line(in);
    }

    /** The next line of an answer's head, without its end. */
    public static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
