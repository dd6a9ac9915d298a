package dev.scopedgate.dev.idp.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Checks the metadata at the URL that is the client's id (draft-ietf-oauth-client-id-metadata-document §3, §4). */
final class ClientMetadataDocument {

    private ClientMetadataDocument() {}

    /** The client id as a URL, if it is one: https, or if allowed also http on loopback. */
    static Optional<URI> url(String clientId, boolean loopback) {
        try {
            var uri = new URI(clientId);
            boolean web = "https".equals(uri.getScheme()) || loopback && RedirectUri.isLoopback(uri);
            boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            boolean path = uri.getRawPath() != null && uri.getRawPath().length() > 1;
            boolean dots = !uri.normalize().equals(uri);
            return web && plain && path && !dots ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The client of the document, if the document has this client id and no secret. */
    static Client client(String clientId, Buffer body) {
        JsonObject metadata = parse(body);
        if (!clientId.equals(metadata.getValue("client_id"))) {
            throw OAuthError.invalidClient("client_id in the client's metadata is not its URL");
        }
        if (metadata.containsKey("client_secret")
                || !"none".equals(Json.string(metadata, "token_endpoint_auth_method", "none"))) {
            throw OAuthError.invalidClient("a client known by its URL cannot have a secret");
        }
        return Registration.client(clientId, metadata, Optional.empty());
    }

    private static JsonObject parse(Buffer body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            throw OAuthError.invalidClient("the client's metadata is not a JSON object");
        }
    }
}
