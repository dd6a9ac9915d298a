package dev.scopedgate.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One HTTP/2 connection by prior knowledge or ALPN, over which a test writes any frames (RFC 9113 §3.3, §4). */
public final class Http2Socket implements Closeable {

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int SETTINGS = 4;
    private static final int HEADERS = 1;
    private static final int DATA = 0;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    /** Fields of the static table (RFC 7541 appendix A). */
    private static final int GET = 0x82;

    private static final int POST = 0x83;
    private static final int HTTP = 0x86;

    private final Socket socket;

    public Http2Socket(URI server) throws IOException {
        socket = Sockets.connect(server, Sockets.HTTP_2);
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
        first.writeBytes(frame(SETTINGS, 0, 0, new byte[0]));
        send(first.toByteArray());
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    public Socket socket() {
        return socket;
    }

    /** A complete GET, as a HEADERS frame. */
    public static byte[] get(int stream, String path, byte[]... fields) {
        return frame(HEADERS, END_HEADERS | END_STREAM, stream, block(GET, path, fields));
    }

    /** The head of a POST without END_STREAM. */
    public static byte[] post(int stream, String path, byte[]... fields) {
        return frame(HEADERS, END_HEADERS, stream, block(POST, path, fields));
    }

    public static byte[] data(int stream, byte[] content, boolean last) {
        return frame(DATA, last ? END_STREAM : 0, stream, content);
    }

    private static byte[] block(int method, String path, byte[]... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(method);
        block.write(HTTP);
        block.writeBytes(field(":path", path));
        block.writeBytes(field(":authority", "127.0.0.1"));
        for (byte[] field : fields) {
            block.writeBytes(field);
        }
        return block.toByteArray();
    }

    /** A literal field without indexing (RFC 7541 §6.2.2). */
    public static byte[] field(String name, String value) {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        field.write(0);
        string(field, name);
        string(field, value);
        return field.toByteArray();
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        int rest = bytes.length;
        if (rest < 0x7f) {
            out.write(rest);
        } else {
            out.write(0x7f);
            for (rest -= 0x7f; rest >= 0x80; rest >>= 7) {
                out.write(rest & 0x7f | 0x80);
            }
            out.write(rest);
        }
        out.writeBytes(bytes);
    }

    public static byte[] frame(int type, int flags, int stream, byte[] content) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(content.length + 9);
        frame.write(content.length >> 16);
        frame.write(content.length >> 8);
        frame.write(content.length);
        frame.write(type);
        frame.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(stream >> shift);
        }
        frame.writeBytes(content);
        return frame.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
