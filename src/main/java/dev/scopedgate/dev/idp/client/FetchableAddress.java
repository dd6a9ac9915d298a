package dev.scopedgate.dev.idp.client;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Allows fetching a document only from a public address, and from this machine only if configured; decided by the
 * resolved address (draft-ietf-oauth-client-id-metadata-document §6.5).
 */
record FetchableAddress(boolean loopback) {

    /** IPv4 networks without public hosts (RFC 6890) that Java has no method for: the first 16 bits and their mask. */
    private static final List<int[]> RESERVED = List.of(
            new int[] {0x0000, 0xff00}, // 0.0.0.0/8
            new int[] {0x6440, 0xffc0}, // 100.64.0.0/10
            new int[] {0xc000, 0xffff}, // 192.0.0.0/24 and 192.0.2.0/24
            new int[] {0xc058, 0xffff}, // 192.88.99.0/24
            new int[] {0xc612, 0xfffe}, // 198.18.0.0/15
            new int[] {0xc633, 0xffff}, // 198.51.100.0/24
            new int[] {0xcb00, 0xffff}, // 203.0.113.0/24
            new int[] {0xf000, 0xf000}); // 240.0.0.0/4

    /**
     * An address of that host.
     *
     * @throws UnknownHostException if it has none
     * @throws OAuthError if one of its addresses is not allowed
     */
    InetAddress of(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!allows(address)) {
                throw address.isLoopbackAddress()
                        ? onLoopback()
                        : OAuthError.invalidClient(
                                "client_id resolves to an address that is not public: nothing was fetched");
            }
        }
        return addresses[0];
    }

    static OAuthError onLoopback() {
        return OAuthError.invalidClient("client_id resolves to this machine: nothing was fetched; to allow it set"
                + " scoped-gate.dev-idp.fetch-loopback-documents=true");
    }

    boolean allows(InetAddress address) {
        return address.isLoopbackAddress() ? loopback : isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int head = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        if (address instanceof Inet4Address) {
            return RESERVED.stream().noneMatch(network -> (head & network[1]) == network[0]);
        }
        // IPv6: only global unicast, 2000::/3, without 2001::/23 (includes Teredo), 2001:db8::/32, 6to4 and 3fff::/20
        int next = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        boolean special = head == 0x2002
                || head == 0x2001 && ((next & 0xfe00) == 0 || next == 0x0db8)
                || head == 0x3fff && (next & 0xf000) == 0;
        return (head & 0xe000) == 0x2000 && !special;
    }
}
