package dev.scopednotes.oauth;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the JWKS of an issuer from its metadata, whose {@code issuer} must be the very same string (RFC 8414 §3.3,
 * OpenID Connect Discovery 1.0 §4.3).
 */
final class IssuerDiscovery {

    private final JsonDocuments documents;
    private final String issuer;
    private final boolean allowHttp;

    IssuerDiscovery(JsonDocuments documents, String issuer, boolean allowHttp) {
        this.documents = documents;
        this.issuer = issuer;
        this.allowHttp = allowHttp;
    }

    Future<URI> jwksUri() {
        Future<URI> found = Future.failedFuture("no metadata");
        for (URI candidate : candidates(issuer)) {
            found = found.recover(previous -> documents.get(candidate).map(document -> jwksUri(document.body())));
        }
        return found;
    }

    /** The places in which issuers publish their metadata: path inserted (RFC 8414 §3.1), then appended (OIDC). */
    static List<URI> candidates(String issuer) {
        URI uri = URI.create(issuer);
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/$", "");
        List<URI> candidates = new ArrayList<>();
        candidates.add(URI.create(origin + "/.well-known/oauth-authorization-server" + path));
        candidates.add(URI.create(origin + "/.well-known/openid-configuration" + path));
        if (!path.isEmpty()) {
            candidates.add(URI.create(origin + path + "/.well-known/openid-configuration"));
        }
        return candidates;
    }

    private URI jwksUri(String document) {
        try {
            JsonObject metadata = new JsonObject(document);
            if (!issuer.equals(metadata.getValue("issuer"))) {
                throw new IllegalStateException("the metadata names another issuer");
            }
            URI uri = URI.create(String.valueOf(metadata.getValue("jwks_uri")));
            if (uri.getHost() == null || !SecureUri.isSecure(uri, allowHttp)) {
                throw new IllegalStateException("the metadata's jwks_uri is no https URI with a host");
            }
            return uri;
        } catch (DecodeException | IllegalArgumentException e) {
            throw new IllegalStateException("the metadata cannot be read", e);
        }
    }
}
