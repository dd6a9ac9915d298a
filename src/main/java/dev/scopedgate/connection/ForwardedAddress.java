package dev.scopedgate.connection;

import io.netty.util.NetUtil;
import java.util.List;
import java.util.Optional;

/**
 * The first IP address in X-Forwarded-For, in one spelling. Entries that are not IP addresses are skipped: empty ones,
 * {@code unknown}, names (RFC 7239 §6).
 */
public final class ForwardedAddress {

    /** The greatest length of an address with zone, brackets and port. */
    private static final int LONGEST = 100;

    private static final int V4_BYTES = 4;

    private ForwardedAddress() {}

    public static Optional<String> first(List<? extends CharSequence> values) {
        for (CharSequence value : values) {
            String text = value.toString();
            int begin = 0;
            while (begin <= text.length()) {
                int comma = text.indexOf(',', begin);
                int end = comma < 0 ? text.length() : comma;
                String entry = text.substring(begin, end).strip();
                byte[] address = entry.length() > LONGEST ? null : address(entry);
                if (address != null) {
                    return Optional.of(spelled(address));
                }
                begin = end + 1;
            }
        }
        return Optional.empty();
    }

    private static byte[] address(String entry) {
        String unquoted = entry.length() > 1 && entry.startsWith("\"") && entry.endsWith("\"")
                ? entry.substring(1, entry.length() - 1)
                : entry;
        int closing = unquoted.indexOf(']');
        if (unquoted.startsWith("[")) {
            return closing > 0 && isPort(unquoted.substring(closing + 1))
                    ? NetUtil.createByteArrayFromIpAddressString(unquoted.substring(1, closing))
                    : null;
        }
        int colon = unquoted.indexOf(':');
        // one colon: IPv4 with a port; more: IPv6, which has no port without brackets
        boolean withPort = colon >= 0 && colon == unquoted.lastIndexOf(':');
        if (withPort && !isPort(unquoted.substring(colon))) {
            return null;
        }
        return NetUtil.createByteArrayFromIpAddressString(withPort ? unquoted.substring(0, colon) : unquoted);
    }

    /** Whether the text is empty or a port, which may be obfuscated (RFC 7239 §6.2). */
    private static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":[0-9A-Za-z._-]{1,40}");
    }

    /** Writes an IPv4-mapped IPv6 address as IPv4, and IPv6 without brackets, which Quarkus would keep. */
    private static String spelled(byte[] address) {
        if (address.length == V4_BYTES) {
            return NetUtil.bytesToIpAddress(address);
        }
        boolean mapped = address[10] == -1 && address[11] == -1;
        for (int at = 0; at < 10; at++) {
            mapped &= address[at] == 0;
        }
        return mapped
                ? NetUtil.bytesToIpAddress(address, address.length - V4_BYTES, V4_BYTES)
                : NetUtil.bytesToIpAddress(address);
    }
}
