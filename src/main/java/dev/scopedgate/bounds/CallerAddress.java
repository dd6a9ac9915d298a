package dev.scopedgate.bounds;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * Whom an address stands for: one host in IPv4, in IPv6 the /64 that a site gives to each host to choose from (RFC 4291
 * §2.5.4, RFC 8981). It is the socket's, unless {@code quarkus.http.proxy} says whose word for another one is taken.
 */
public record CallerAddress(long prefix, boolean v6) {

    /** All that have no IP address share one: a proxy that may say so wrote something else, or there is none. */
    private static final CallerAddress OTHER = new CallerAddress(-1, false);

    private static final int V4_BYTES = 4;

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
        // ::ffff:192.0.2.1 is an IPv4 host; all of them would be one /64
        return buffer.getLong(0) == 0 && buffer.getInt(8) == 0xffff
                ? new CallerAddress(buffer.getInt(12) & 0xffffffffL, false)
                : new CallerAddress(buffer.getLong(0), true);
    }
}
