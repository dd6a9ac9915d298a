package dev.scopedgate.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Connects to a test server, with TLS where its URI says https; each write is a TLS record of its own. A read waits at most 15
 * seconds, and an interrupt ends a write that waits. */
public final class Sockets {

    public static final String HTTP_1 = "http/1.1";
    public static final String HTTP_2 = "h2";

    /** Its certificate was made for the test. */
    private static final X509TrustManager ANY_SERVER = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    private Sockets() {}

    /** @param protocol what ALPN asks for, where there is TLS */
    public static Socket connect(URI server, String protocol) throws IOException {
        return "https".equals(server.getScheme()) ? connectTls(server, null, protocol) : connectTcp(server, null);
    }

    /** From that address of this machine, or any when it is null; without TLS, whatever the URI says. */
    public static Socket connectTcp(URI server, String from) throws IOException {
        Socket socket = socket();
        if (from != null) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        }
        return connected(socket, server);
    }

    /** With so small a buffer that the server can send only a few kilobytes until the client reads. */
    public static Socket connectReadingLittle(URI server) throws IOException {
        Socket socket = socket();
        socket.setReceiveBufferSize(4096);
        return connected(socket, server);
    }

    /** Of a channel: an interrupt ends a read or a write that waits. */
    private static Socket socket() throws IOException {
        return SocketChannel.open().socket();
    }

    private static Socket connected(Socket socket, URI server) throws IOException {
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(15_000);
        return socket;
    }

    /** With that server name, or none when it is null, and a finished handshake. */
    public static SSLSocket connectTls(URI server, String serverName, String protocol) throws IOException {
        return connectTls(connectTcp(server, null), serverName, protocol);
    }

    /** The same over an open connection. */
    public static SSLSocket connectTls(Socket tcp, String serverName, String protocol) throws IOException {
        return connectTls(context(), tcp, serverName, protocol);
    }

    /** With that client's certificate, if the server asks for one; resumes a session of the client where it can. */
    public static SSLSocket connectAs(URI server, ClientKey client, String protocol) throws IOException {
        return connectTls(client.context(), connectTcp(server, null), null, protocol);
    }

    /** The same with that version of TLS. */
    public static SSLSocket connectAs(URI server, ClientKey client, String protocol, String version)
            throws IOException {
        return connectTls(client.context(), connectTcp(server, null), null, protocol, version);
    }

    private static SSLSocket connectTls(
            SSLContext context, Socket tcp, String serverName, String protocol, String... versions) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(tcp, tcp.getInetAddress().getHostAddress(), tcp.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        if (versions.length > 0) {
            parameters.setProtocols(versions);
        }
        parameters.setApplicationProtocols(new String[] {protocol});
        parameters.setServerNames(
                serverName == null ? List.<SNIServerName>of() : List.<SNIServerName>of(new SNIHostName(serverName)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** The first record of a handshake. */
    public static byte[] clientHello() throws SSLException {
        SSLEngine engine = context().createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    /** A new one each time, so that no handshake resumes another. */
    private static SSLContext context() {
        return context(null);
    }

    /** With the keys of a client. */
    static SSLContext context(KeyManager[] client) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(client, new TrustManager[] {ANY_SERVER}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
