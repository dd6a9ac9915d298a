package dev.scopedgate.oauth.bound;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** A bean that knows the client certificates of requests, to which tokens may be bound (RFC 8705 §3). */
public interface ClientCertificates {

    /**
     * The SHA-256 thumbprint, in base64url without padding, of the certificate with which the client of this request has
     * authenticated; empty if it has shown none. Must not block.
     */
    Optional<String> thumbprint(RoutingContext request);
}
