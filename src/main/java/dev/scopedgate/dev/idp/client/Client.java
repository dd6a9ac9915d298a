package dev.scopedgate.dev.idp.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A client that the server knows (RFC 6749 §2).
 *
 * @param secretHash the S256 of its secret; empty for a public client
 */
public record Client(
        String id, String name, List<RedirectUri> redirectUris, List<String> grantTypes, Optional<String> secretHash) {

    public static final String CODE = "authorization_code";
    public static final String REFRESH = "refresh_token";
    public static final String CREDENTIALS = "client_credentials";
    public static final List<String> GRANT_TYPES = List.of(CODE, REFRESH, CREDENTIALS);
    public static final List<String> AUTH_METHODS = List.of("none", "client_secret_basic", "client_secret_post");

    public boolean mayRedirectTo(String uri) {
        return redirectUris.stream().anyMatch(registered -> registered.matches(uri));
    }

    public boolean may(String grantType) {
        return grantTypes.contains(grantType);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("name", name)
                .put(
                        "redirect_uris",
                        new JsonArray(
                                redirectUris.stream().map(RedirectUri::value).toList()))
                .put("grant_types", new JsonArray(grantTypes))
                .put("secret_hash", secretHash.orElse(null));
    }

    static Client fromJson(String id, JsonObject json) {
        return new Client(
                id,
                json.getString("name"),
                Json.strings(json, "redirect_uris").stream()
                        .map(RedirectUri::new)
                        .toList(),
                Json.strings(json, "grant_types"),
                Optional.ofNullable(json.getString("secret_hash")));
    }
}
