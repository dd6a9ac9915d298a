package dev.scopedgate.dev.idp.client;

import io.vertx.core.Handler;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Registers any client under a generated id (RFC 7591 §3).
 *
 * <p>Ignores {@code scope} in the request: a client that registers with the scope of its first challenge could
 * otherwise never step up.
 */
public final class Registration implements Handler<RoutingContext> {

    private final RegisteredClients clients;

    public Registration(RegisteredClients clients) {
        this.clients = clients;
    }

    @Override
    public void handle(RoutingContext ctx) {
        JsonObject request = body(ctx);
        String method = authMethod(request);
        Optional<String> secret = "none".equals(method) ? Optional.empty() : Optional.of(Secrets.random());
        Client client = client(Secrets.random(), request, secret.map(Secrets::s256));
        if (client.may(Client.CREDENTIALS) && secret.isEmpty()) {
            throw Json.invalid("client_credentials needs a client with a secret");
        }
        clients.add(client);
        ctx.response().setStatusCode(201);
        ctx.json(answer(client, method, secret));
    }

    /** The checks that registration and client metadata documents share. */
    static Client client(String id, JsonObject metadata, Optional<String> secretHash) {
        List<String> asked = Json.strings(metadata, "grant_types");
        List<String> grantTypes = asked.isEmpty()
                ? List.of(Client.CODE, Client.REFRESH)
                : asked.stream().filter(Client.GRANT_TYPES::contains).toList();
        if (!grantTypes.contains(Client.CODE) && !grantTypes.contains(Client.CREDENTIALS)) {
            throw Json.invalid("none of the grant_types is supported");
        }
        List<String> redirectUris = Json.strings(metadata, "redirect_uris");
        if (grantTypes.contains(Client.CODE) && redirectUris.isEmpty()) {
            throw new OAuthError("invalid_redirect_uri", "redirect_uris is missing");
        }
        if (!redirectUris.stream().allMatch(RedirectUri::isAcceptable)) {
            throw new OAuthError("invalid_redirect_uri", "a redirect URI must be https, or http on loopback");
        }
        String name = Json.string(metadata, "client_name", "a client without a name");
        return new Client(id, name, redirectUris.stream().map(RedirectUri::new).toList(), grantTypes, secretHash);
    }

    private static JsonObject body(RoutingContext ctx) {
        try {
            JsonObject body = ctx.body().asJsonObject();
            if (body != null) {
                return body;
            }
        } catch (DecodeException | ClassCastException e) {
            // answered below, without quoting the body
        }
        throw Json.invalid("the body must be a JSON object");
    }

    private static String authMethod(JsonObject request) {
        // RFC 7591 §2: the default is client_secret_basic
        String method = Json.string(request, "token_endpoint_auth_method", "client_secret_basic");
        if (!Client.AUTH_METHODS.contains(method)) {
            throw Json.invalid("token_endpoint_auth_method is not supported");
        }
        return method;
    }

    private static JsonObject answer(Client client, String method, Optional<String> secret) {
        var answer = new JsonObject()
                .put("client_id", client.id())
                .put("client_id_issued_at", Instant.now().getEpochSecond())
                .put("client_name", client.name())
                .put("redirect_uris", client.toJson().getJsonArray("redirect_uris"))
                .put("grant_types", new JsonArray(client.grantTypes()))
                .put("response_types", new JsonArray(client.may(Client.CODE) ? List.of("code") : List.of()))
                .put("token_endpoint_auth_method", method);
        // 0: it does not expire (RFC 7591 §3.2.1)
        secret.ifPresent(value -> answer.put("client_secret", value).put("client_secret_expires_at", 0));
        return answer;
    }
}
