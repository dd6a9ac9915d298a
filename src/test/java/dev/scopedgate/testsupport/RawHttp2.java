package dev.scopedgate.testsupport;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One HTTP/2 connection by prior knowledge or ALPN, frame by frame, for what a client library would not send (RFC
 * 9113).
 */
public final class RawHttp2 implements Closeable {

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;

    private static final int PRIORITY = 0x20;

    private static final int MAX_HEADER_LIST = 1024 * 1024;

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder headers = new DefaultHttp2HeadersDecoder(true, MAX_HEADER_LIST);
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    /** A frame as it was received. */
    public record Frame(int type, int flags, int stream, byte[] payload) {

        public boolean is(int expected) {
            return type == expected;
        }

        /** The code of RST_STREAM or GOAWAY. */
        public int errorCode() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
        }
    }

    /** One answer. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    /** Sends the preface and SETTINGS with that payload. */
    public RawHttp2(URI server, byte[] settings) throws IOException {
        this(Sockets.connect(server, Sockets.HTTP_2), settings);
    }

    /** The same over an open connection. */
    public RawHttp2(Socket socket, byte[] settings) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(15_000);
        in = new DataInputStream(socket.getInputStream());
        pending.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, settings).flush();
    }

    public RawHttp2(URI server) throws IOException {
        this(server, new byte[0]);
    }

    /** Adds a frame to what {@link #flush} sends. */
    public RawHttp2 frame(int type, int flags, int stream, byte[] payload) {
        pending.writeBytes(ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array());
        return this;
    }

    /** Adds a request without a body, or its head. */
    public RawHttp2 request(int stream, int flags, Map<String, String> fields) {
        return frame(HEADERS, END_HEADERS | flags, stream, encoded(fields));
    }

    /** Adds RST_STREAM with CANCEL. */
    public RawHttp2 reset(int stream) {
        return frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    public void flush() throws IOException {
        pending.writeTo(socket.getOutputStream());
        pending.reset();
    }

    /** The fields of a request to that path, in their order. */
    public static Map<String, String> fields(String method, String path) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(":method", method);
        fields.put(":scheme", "http");
        fields.put(":path", path);
        fields.put(":authority", "127.0.0.1");
        return fields;
    }

    /** The same with one more. */
    public static Map<String, String> fields(String method, String path, String name, String value) {
        Map<String, String> fields = fields(method, path);
        fields.put(name, value);
        return fields;
    }

    /** Each as a literal that no table keeps (RFC 7541 §6.2.2). */
    public static byte[] encoded(Map<String, String> fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        fields.forEach((name, value) -> {
            block.write(0);
            string(block, name);
            string(block, value);
        });
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int rest = bytes.length - 127;
            for (; rest >= 128; rest >>= 7) {
                block.write(rest % 128 + 128);
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }

    /** The next frame; throws EOFException at the end of the connection. */
    public Frame read() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        return new Frame(in.readUnsignedByte(), in.readUnsignedByte(), in.readInt(), in.readNBytes(length));
    }

    /** The first frame that matches; the others before it are dropped. */
    public Frame read(Predicate<Frame> wanted) throws IOException {
        Frame frame = read();
        while (!wanted.test(frame)) {
            frame = read();
        }
        return frame;
    }

    /** The answer on that stream; frames of other streams before it are dropped. */
    public Answer answer(int stream) throws IOException, Http2Exception {
        Frame head = read(frame -> {
            if (frame.stream() == stream && frame.is(RST_STREAM) || frame.is(GOAWAY)) {
                throw new AssertionError("no answer but " + frame.type() + " with code " + frame.errorCode());
            }
            return frame.stream() == stream && frame.is(HEADERS);
        });
        int priority = (head.flags() & PRIORITY) == 0 ? 0 : 5;
        Http2Headers decoded = headers.decodeHeaders(
                stream, Unpooled.wrappedBuffer(head.payload(), priority, head.payload().length - priority));
        Map<String, String> fields = new LinkedHashMap<>();
        decoded.forEach(
                field -> fields.put(field.getKey().toString(), field.getValue().toString()));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean ended = (head.flags() & END_STREAM) != 0;
        while (!ended) {
            Frame data = read(frame -> frame.stream() == stream && frame.is(DATA));
            body.writeBytes(data.payload());
            ended = (data.flags() & END_STREAM) != 0;
        }
        return new Answer(Integer.parseInt(fields.get(":status")), fields, body.toString(StandardCharsets.UTF_8));
    }

    /** Whether the connection still answers a PING, this one and not one that was sent before. */
    public boolean isOpen() throws IOException {
        byte[] own = ByteBuffer.allocate(8).putLong(System.nanoTime()).array();
        try {
            frame(PING, 0, 0, own).flush();
            read(frame -> frame.is(PING) && frame.flags() == 1 && Arrays.equals(frame.payload(), own));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
