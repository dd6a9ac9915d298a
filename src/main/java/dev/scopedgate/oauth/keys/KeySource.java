package dev.scopedgate.oauth.keys;

import dev.scopedgate.http.client.JsonDocuments;
import dev.scopedgate.oauth.SignatureAlgorithms;
import dev.scopedgate.oauth.TrustedIssuer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Fetches an issuer's keys from the configured JWKS URI, or from the one that discovery finds (RFC 8414, RFC 7517). */
public final class KeySource {

    private final JsonDocuments documents;
    private final IssuerDiscovery discovery;
    private final Optional<URI> configured;
    private final SignatureAlgorithms algorithms;
    private volatile URI discovered;

    /**
     * A published JWKS.
     *
     * @param maxAge how long the issuer allows caching, if it says so
     */
    public record Published(KeySet keys, Optional<Duration> maxAge) {}

    public KeySource(
            Vertx vertx,
            TrustedIssuer issuer,
            SignatureAlgorithms algorithms,
            AdvertisedScopes scopes,
            Duration timeout,
            boolean allowHttp) {
        this.algorithms = algorithms;
        this.configured = issuer.jwksUri();
        this.documents = new JsonDocuments(vertx, timeout);
        this.discovery = new IssuerDiscovery(documents, issuer.issuer(), scopes, allowHttp);
    }

    public Future<Published> fetch() {
        return jwksUri()
                .compose(uri -> documents
                        .get(uri)
                        .map(document -> new Published(parse(document.body(), uri), document.maxAge())));
    }

    /** Repeats discovery. If that fails, the known URI is kept. Never fails. */
    public Future<?> locate() {
        return discovered == null ? Future.succeededFuture() : discover().otherwiseEmpty();
    }

    private Future<URI> jwksUri() {
        URI known = configured.orElse(discovered);
        return known != null ? Future.succeededFuture(known) : discover();
    }

    private Future<URI> discover() {
        return discovery.jwksUri().onSuccess(uri -> discovered = uri);
    }

    private KeySet parse(String json, URI from) {
        try {
            return KeySet.parse(json, algorithms);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(from + ": " + e.getMessage(), e);
        }
    }

    public void close() {
        documents.close();
    }
}
