package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.idp.client.Client;
import dev.scopedgate.dev.idp.client.ClientAuthentication;
import dev.scopedgate.dev.idp.client.OAuthError;
import dev.scopedgate.dev.idp.client.Parameters;
import dev.scopedgate.dev.idp.client.RegisteredClients;
import dev.scopedgate.dev.idp.client.Secrets;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Issues tokens for a code, a refresh token or a client's own credentials (RFC 6749 §4.1.3, §4.4.2, §6);
 * bound to the key of the request's DPoP proof, if it has one (RFC 9449 §5).
 */
final class TokenEndpoint implements Handler<RoutingContext> {

    private final ClientAuthentication authentication;
    private final Targets targets;
    private final AuthorizationCodes codes;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final String uri;

    /** @param uri of this endpoint */
    TokenEndpoint(
            RegisteredClients clients,
            Targets targets,
            AuthorizationCodes codes,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            String uri) {
        this.authentication = new ClientAuthentication(clients);
        this.targets = targets;
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.uri = uri;
    }

    @Override
    public void handle(RoutingContext ctx) {
        var form = new Parameters(ctx.request().formAttributes());
        String grantType = form.required("grant_type");
        if (!Client.GRANT_TYPES.contains(grantType)) {
            throw new OAuthError("unsupported_grant_type", "the grant type is not supported");
        }
        Client client = authentication.authenticate(ctx, form);
        if (!client.may(grantType)) {
            throw new OAuthError("unauthorized_client", "the client is not registered for this grant type");
        }
        if (Client.CREDENTIALS.equals(grantType) && ctx.request().getHeader("Origin") != null) {
            // any web page could register a client and get tokens without a person's consent
            throw new OAuthError("unauthorized_client", "client credentials cannot be used in a browser");
        }
        targets.checkResource(form);
        // before the code is used up
        Optional<String> key = TokenRequestProof.thumbprint(ctx, uri);
        ctx.json(
                switch (grantType) {
                    case Client.CODE -> code(client, form, key);
                    case Client.REFRESH -> refresh(client, form, key);
                    default -> credentials(client, form, key);
                });
    }

    private JsonObject code(Client client, Parameters form, Optional<String> key) {
        String code = form.required("code");
        codes.replayed(code).ifPresent(refreshTokens::revoke);
        // removed before the checks: a code presented with a wrong verifier is used up
        var issued = codes.take(code).orElseThrow(() -> OAuthError.invalidGrant("the code is not valid"));
        if (!issued.grant().clientId().equals(client.id())) {
            throw OAuthError.invalidGrant("the code was issued to another client");
        }
        if (!issued.redirectUri().equals(form.required("redirect_uri"))) {
            throw OAuthError.invalidGrant("redirect_uri differs from the authorization request");
        }
        if (!Secrets.matches(form.required("code_verifier"), issued.challenge())) {
            throw OAuthError.invalidGrant("code_verifier does not match the code challenge");
        }
        if (!client.may(Client.REFRESH)) {
            return response(issued.grant(), key, Optional.empty());
        }
        String refreshToken = refreshTokens.issue(issued.grant());
        codes.ledTo(code, refreshToken);
        return response(issued.grant(), key, Optional.of(refreshToken));
    }

    private JsonObject refresh(Client client, Parameters form, Optional<String> key) {
        String token = form.required("refresh_token");
        AuthorizationGrant grant = refreshTokens.check(token, client.id());
        List<String> scopes = form.optional("scope")
                .map(scope -> targets.narrowed(Arrays.asList(scope.split(" ")), grant.scopes()))
                .orElse(grant.scopes());
        return response(grant.narrowedTo(scopes), key, Optional.of(refreshTokens.rotate(token)));
    }

    private JsonObject credentials(Client client, Parameters form, Optional<String> key) {
        List<String> scopes = targets.requestedScopes(form.optional("scope"));
        return response(new AuthorizationGrant(client.id(), Optional.empty(), scopes), key, Optional.empty());
    }

    private JsonObject response(AuthorizationGrant grant, Optional<String> key, Optional<String> refreshToken) {
        var response = new JsonObject()
                .put("access_token", accessTokens.mint(grant, key))
                .put("token_type", key.isPresent() ? "DPoP" : "Bearer")
                .put("expires_in", AccessTokens.LIFETIME.toSeconds())
                .put("scope", String.join(" ", targets.named(grant.scopes())));
        refreshToken.ifPresent(token -> response.put("refresh_token", token));
        return response;
    }
}
