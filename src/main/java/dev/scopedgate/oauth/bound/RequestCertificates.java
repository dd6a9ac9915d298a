package dev.scopedgate.oauth.bound;

import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.bound.ClientCertificateConfig.Source;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Finds the client certificate of a request in the one place that {@code scoped-gate.client-certificate} names: in its TLS
 * connection, or in the header of a trusted proxy. The header of anybody else is not read (RFC 8705 §3, RFC 9440 §4).
 */
@Singleton
class RequestCertificates {

    /** Quarkus sets it, and overwrites what a client sends. */
    private static final String TRUSTED = "X-Forwarded-Trusted-Proxy";

    private final Source source;

    RequestCertificates(ClientCertificateSettings settings) {
        source = settings.source();
    }

    /**
     * The SHA-256 thumbprint, in base64url without padding, of the certificate with which the client of this request has
     * authenticated; empty if it has shown none.
     */
    Optional<String> thumbprint(RoutingContext request) {
        Optional<byte[]> certificate =
                switch (source) {
                    case OFF -> Optional.empty();
                    case TLS -> ofConnection(request.request());
                    case HEADER, PEM_HEADER -> ofTrustedProxy(request.request());
                };
        return certificate
                .map(TokenHash::sha256)
                .map(hash -> Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    private static Optional<byte[]> ofConnection(HttpServerRequest request) {
        SSLSession session = request.connection().sslSession();
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return Optional.of(chain[0].getEncoded());
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> ofTrustedProxy(HttpServerRequest request) {
        // only when it is asked for the address does Quarkus judge the peer and set the header
        request.remoteAddress();
        if (!Boolean.TRUE.toString().equals(request.getHeader(TRUSTED))) {
            return Optional.empty();
        }
        return source == Source.HEADER
                ? ClientCertHeader.bytes(request.headers().getAll(ClientCertHeader.NAME))
                : ClientCertHeader.ofPem(request.headers().getAll(ClientCertHeader.NAME));
    }
}
