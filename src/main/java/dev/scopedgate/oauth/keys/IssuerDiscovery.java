package dev.scopedgate.oauth.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scopedgate.http.SecureUri;
import dev.scopedgate.http.client.ForeignText;
import dev.scopedgate.http.client.JsonDocuments;
import io.vertx.core.Future;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the JWKS URI in the issuer's metadata, whose {@code issuer} must be identical (RFC 8414 §3.3, OpenID Connect
 * Discovery 1.0 §4.3).
 */
public final class IssuerDiscovery {

    private static final JsonMapper JSON = new JsonMapper();

    private final JsonDocuments documents;
    private final String issuer;
    private final boolean allowHttp;

    private final AdvertisedScopes scopes;

    IssuerDiscovery(JsonDocuments documents, String issuer, AdvertisedScopes scopes, boolean allowHttp) {
        this.scopes = scopes;
        this.documents = documents;
        this.issuer = issuer;
        this.allowHttp = allowHttp;
    }

    /** On failure, gives the reason for each URL that was tried. */
    Future<URI> jwksUri() {
        List<String> reasons = new ArrayList<>();
        Future<URI> found = Future.failedFuture("not yet looked for");
        for (URI candidate : candidates(issuer)) {
            found = found.recover(previous -> documents
                    .get(candidate)
                    .map(document -> jwksUri(document.body()))
                    .onFailure(failure -> reasons.add(reason(candidate, failure))));
        }
        return found.recover(last -> Future.failedFuture("no metadata of the issuer: " + String.join("; ", reasons)));
    }

    private static String reason(URI candidate, Throwable failure) {
        String message = ForeignText.message(failure);
        return message.contains(candidate.toString()) ? message : candidate + ": " + message;
    }

    /** The URLs of issuer metadata: path inserted (RFC 8414 §3.1), then appended (OIDC). */
    public static List<URI> candidates(String issuer) {
        URI uri = SecureUri.normalized(URI.create(issuer));
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
            JsonNode metadata = JSON.readTree(document);
            String named = metadata.path("issuer").asText();
            if (!metadata.path("issuer").isTextual() || !issuer.equals(named)) {
                throw new IllegalStateException(
                        "its issuer is '" + ForeignText.shown(named) + "' and not '" + issuer + "'");
            }
            String keys = metadata.path("jwks_uri").asText();
            URI uri = URI.create(keys);
            if (keys.isEmpty() || uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw new IllegalStateException("its jwks_uri '" + ForeignText.shown(keys)
                        + "' is not an absolute URI with a host and without user");
            }
            if (!SecureUri.isSecure(uri, allowHttp)) {
                throw new IllegalStateException("its jwks_uri '" + ForeignText.shown(keys) + "' is not https");
            }
            scopes.compare(metadata);
            return uri;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it is not JSON" + ForeignText.notJson(document, e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("its jwks_uri is not a URI", e);
        }
    }
}
