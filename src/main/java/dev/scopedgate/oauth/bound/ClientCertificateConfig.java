package dev.scopedgate.oauth.bound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the certificates of clients are found, to which their tokens may be bound. */
@ConfigMapping(prefix = "scoped-gate")
interface ClientCertificateConfig {

    /**
     * Where the client certificate of a request is found, {@link Source}, to which a token may be bound (RFC 8705 §3):
     * nowhere, so that bound tokens are refused; in the TLS connection, which must ask for it with {@code
     * quarkus.http.ssl.client-auth}; or in the header {@code Client-Cert} of a proxy that is one of {@code
     * quarkus.http.proxy.trusted-proxies}, as RFC 9440 writes it or as URL-encoded PEM, which nginx has in {@code
     * $ssl_client_escaped_cert}. Risk with a header: any certificate can be claimed from the address of a
     * trusted proxy, and by each client of a proxy that does not replace the header.
     */
    @WithDefault("off")
    String clientCertificate();

    /** Nowhere, in the TLS connection, or in the header of a trusted proxy, in one of two forms. */
    enum Source {
        OFF,
        TLS,
        HEADER,
        PEM_HEADER
    }
}
