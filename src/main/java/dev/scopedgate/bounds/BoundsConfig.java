package dev.scopedgate.bounds;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much memory all callers together may take; one address or one subject gets at most a quarter. */
@ConfigMapping(prefix = "scoped-gate.perimeter")
interface BoundsConfig {

    /**
     * Bytes of memory for calls with a verified token, all together; beyond it 503. It counts request bodies, the
     * messages parsed from them, and large answers that are not sent yet. One subject gets at most a quarter. Risk if
     * larger than the heap can spare: callers can exhaust the memory. Risk if too small: large messages are refused at
     * peaks.
     */
    @WithDefault("67108864")
    long maxBodyBytesInFlight();

    /**
     * Bytes of memory for requests whose token is not verified yet, all together. One half is for requests that wait
     * for the issuer's keys or answer; beyond it 503. The other half is for incomplete request heads, HTTP/2 streams
     * and unread answers; beyond it the connection is closed. One address gets at most a quarter of each half. Risk if
     * larger than the heap can spare: a stranger can exhaust the memory. Risk if too small: new tokens are refused
     * while the issuer is slow.
     */
    @WithDefault("50331648")
    long maxUnauthenticatedBytes();
}
