package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.idp.client.Client;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The authorization server metadata (RFC 8414 §2); the same document answers OpenID Connect discovery. */
record Metadata(String issuer, List<String> scopes) {

    static final String OAUTH_PATH = "/.well-known/oauth-authorization-server";
    static final String OIDC_PATH = "/.well-known/openid-configuration";
    static final String JWKS_PATH = "/jwks";
    static final String AUTHORIZATION_PATH = "/authorize";
    static final String TOKEN_PATH = "/token";
    static final String REGISTRATION_PATH = "/register";

    JsonObject document() {
        return new JsonObject()
                .put("issuer", issuer)
                .put("authorization_endpoint", issuer + AUTHORIZATION_PATH)
                .put("token_endpoint", issuer + TOKEN_PATH)
                .put("jwks_uri", issuer + JWKS_PATH)
                .put("registration_endpoint", issuer + REGISTRATION_PATH)
                .put("scopes_supported", new JsonArray(scopes))
                .put("response_types_supported", new JsonArray().add("code"))
                .put("response_modes_supported", new JsonArray().add("query"))
                .put("grant_types_supported", new JsonArray(Client.GRANT_TYPES))
                .put("token_endpoint_auth_methods_supported", new JsonArray(Client.AUTH_METHODS))
                .put("dpop_signing_alg_values_supported", new JsonArray(TokenRequestProof.algorithms()))
                .put("code_challenge_methods_supported", new JsonArray().add("S256"))
                .put("authorization_response_iss_parameter_supported", true)
                .put("client_id_metadata_document_supported", true)
                // required by clients of OpenID Connect discovery; no ID token is ever issued
                .put("subject_types_supported", new JsonArray().add("public"))
                .put("id_token_signing_alg_values_supported", new JsonArray().add("ES256"));
    }
}
