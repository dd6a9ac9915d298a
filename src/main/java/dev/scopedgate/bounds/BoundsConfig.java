package dev.scopedgate.bounds;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much memory callers may take, all of them together; one address or subject gets a quarter of it. */
@ConfigMapping(prefix = "scoped-notes.perimeter")
interface BoundsConfig {

    /**
     * Bytes that the calls of token holders may take in memory together, beyond it 503: bodies, the messages that they
     * become, and large answers that have not left yet. One subject gets a quarter. More than the heap can spare, and callers
     * end the server; fewer, and large messages are turned away at a peak.
     */
    @WithDefault("67108864")
    long maxBodyBytesInFlight();

    /**
     * Bytes that requests may take in memory together whose token is not verified yet: one half for those that wait for their
     * issuer's keys or answer, beyond it 503; one for heads that are not whole, streams of HTTP/2 and answers that are not read,
     * beyond it the connection ends. One address gets a quarter of each. More than the heap can spare, and strangers end the
     * server; fewer, and new tokens are turned away when the issuer is slow.
     */
    @WithDefault("50331648")
    long maxUnauthenticatedBytes();
}
