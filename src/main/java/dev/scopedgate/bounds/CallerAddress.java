package dev.scopedgate.bounds;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Identifies a caller by address: an IPv4 host, or an IPv6 /64, within which a host can choose its addresses (RFC 4291
 * §2.5.4, RFC 8981). The address is the socket's, unless {@code quarkus.http.proxy} trusts a proxy's header.
 */
public record CallerAddress(long prefix, boolean v6) {

    /** Shared by all callers without an IP address: a trusted proxy sent something else, or the socket has none. */
    private static final CallerAddress OTHER = new CallerAddress(-1, false);

    private static final int V4_BYTES = 4;

    /** The address of a connection's peer. */
    public static CallerAddress ofPeer(Channel channel) {
        return of(
                channel.remoteAddress() instanceof InetSocketAddress address
                        ? SocketAddress.inetSocketAddress(address)
                        : null);
    }

    public static CallerAddress of(SocketAddress address) {
        byte[] bytes = address == null || address.hostAddress() == null
                ? null
                : NetUtil.createByteArrayFromIpAddressString(address.hostAddress());
        if (bytes == null) {
            return OTHER;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length == V4_BYTES) {
            return new CallerAddress(buffer.getInt() & 0xffffffffL, false);
        }
        // ::ffff:192.0.2.1 is an IPv4 host; as IPv6, all of them would share one /64
        return buffer.getLong(0) == 0 && buffer.getInt(8) == 0xffff
                ? new CallerAddress(buffer.getInt(12) & 0xffffffffL, false)
                : new CallerAddress(buffer.getLong(0), true);
    }
}
