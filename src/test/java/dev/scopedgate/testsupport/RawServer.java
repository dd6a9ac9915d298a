package dev.scopedgate.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on loopback that answers each request with the same bytes, or closes the connection, and keeps the requests.
 */
public final class RawServer implements AutoCloseable {

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final byte[] answer;
    private final int answersOnAConnection;
    private final boolean closesAfterThem;
    private final boolean resets;

    private RawServer(byte[] answer, int answersOnAConnection, boolean closesAfterThem, boolean resets)
            throws IOException {
        this.answer = answer;
        this.answersOnAConnection = answersOnAConnection;
        this.closesAfterThem = closesAfterThem;
        this.resets = resets;
        this.listening = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        threads.execute(this::accept);
    }

    public static RawServer answering(byte[] answer) throws IOException {
        return new RawServer(answer, Integer.MAX_VALUE, false, false);
    }

    /** A server that closes each connection when a second request arrives on it. */
    public static RawServer droppingReused(byte[] answer, boolean reset) throws IOException {
        return new RawServer(answer, 1, false, reset);
    }

    public static RawServer droppingAll() throws IOException {
        return new RawServer(new byte[0], 0, false, false);
    }

    /** A server that closes each connection after its first answer. */
    public static RawServer answeringAndClosing(byte[] answer) throws IOException {
        return new RawServer(answer, 1, true, false);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + path);
    }

    /** The heads of all requests in order. */
    public List<String> requests() {
        return requests;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            int answered = 0;
            while (readRequest(in) && answered++ < answersOnAConnection) {
                connection.getOutputStream().write(answer);
                if (closesAfterThem && answered == answersOnAConnection) {
                    return;
                }
            }
            if (resets) {
                connection.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean readRequest(BufferedReader in) throws IOException {
        StringBuilder head = new StringBuilder();
        int length = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            head.append(line).append("\r\n");
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
            if (line.isEmpty()) {
                requests.add(head.toString());
                return length == 0 || in.skip(length) == length;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
