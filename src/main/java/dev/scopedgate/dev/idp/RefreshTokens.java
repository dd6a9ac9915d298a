package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.idp.client.Json;
import dev.scopedgate.dev.idp.client.OAuthError;
import dev.scopedgate.dev.idp.client.Secrets;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Refresh tokens that are rotated at every use; reuse of one revokes its family (OAuth 2.1 §4.3.1, RFC 9700 §4.14.2).
 *
 * <p>A token is {@code family.secret}; only the hash of the secret is kept.
 */
final class RefreshTokens {

    private static final int MOST = 1000;

    private record Family(AuthorizationGrant grant, String secretHash) {}

    private final Map<String, Family> families = new LinkedHashMap<>();

    private RefreshTokens() {}

    static RefreshTokens none() {
        return new RefreshTokens();
    }

    String issue(AuthorizationGrant grant) {
        if (families.size() >= MOST) {
            families.remove(families.keySet().iterator().next());
        }
        return next(Secrets.random(), grant);
    }

    /** The grant of the token, if it is the newest of its family and belongs to the client. */
    AuthorizationGrant check(String token, String clientId) {
        Family family = families.get(familyOf(token));
        if (family == null || !family.grant.clientId().equals(clientId)) {
            throw OAuthError.invalidGrant("the refresh token is not valid");
        }
        if (!Secrets.matches(token.substring(token.indexOf('.') + 1), family.secretHash)) {
            revoke(token);
            throw OAuthError.invalidGrant("the refresh token has been used before");
        }
        return family.grant;
    }

    String rotate(String token) {
        return next(familyOf(token), families.get(familyOf(token)).grant);
    }

    void revoke(String token) {
        families.remove(familyOf(token));
    }

    private String next(String family, AuthorizationGrant grant) {
        String secret = Secrets.random();
        families.put(family, new Family(grant, Secrets.s256(secret)));
        return family + "." + secret;
    }

    private static String familyOf(String token) {
        int dot = token.indexOf('.');
        return dot < 0 ? "" : token.substring(0, dot);
    }

    JsonObject toJson() {
        var json = new JsonObject();
        families.forEach((id, family) -> json.put(
                id,
                new JsonObject()
                        .put("client_id", family.grant.clientId())
                        .put(
                                "owner",
                                family.grant.owner().map(ResourceOwner::name).orElse(null))
                        .put("scopes", new JsonArray(family.grant.scopes()))
                        .put("secret_hash", family.secretHash)));
        return json;
    }

    static RefreshTokens fromJson(JsonObject json) {
        var tokens = none();
        json.fieldNames().forEach(id -> {
            JsonObject family = json.getJsonObject(id);
            var grant = new AuthorizationGrant(
                    family.getString("client_id"),
                    Optional.ofNullable(family.getString("owner")).flatMap(ResourceOwner::named),
                    Json.strings(family, "scopes"));
            tokens.families.put(id, new Family(grant, family.getString("secret_hash")));
        });
        return tokens;
    }
}
