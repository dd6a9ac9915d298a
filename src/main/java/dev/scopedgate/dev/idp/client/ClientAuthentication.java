package dev.scopedgate.dev.idp.client;

import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Identifies the client at the token endpoint; a client with a secret must present it (RFC 6749 §2.3, §3.2.1). */
public record ClientAuthentication(RegisteredClients clients) {

    private record Credentials(String id, Optional<String> secret) {}

    public Client authenticate(RoutingContext ctx, Parameters form) {
        Credentials given = credentials(ctx.request().getHeader("Authorization"), form);
        Client client = clients.find(given.id)
                .or(() -> ClientMetadataDocument.url(given.id, true).map(url -> byUrl(given.id)))
                .orElseThrow(() -> OAuthError.invalidClient("the client is unknown"));
        boolean proven = client.secretHash()
                .map(hash -> given.secret
                        .filter(secret -> Secrets.matches(secret, hash))
                        .isPresent())
                .orElse(given.secret.isEmpty());
        if (!proven) {
            throw OAuthError.invalidClient("the client secret is missing or wrong");
        }
        return client;
    }

    /** A public client: its document was checked when the code that it must present was issued. */
    private static Client byUrl(String id) {
        return new Client(id, id, List.of(), List.of(Client.CODE, Client.REFRESH), Optional.empty());
    }

    private static Credentials credentials(String authorization, Parameters form) {
        Optional<String> secret = form.optional("client_secret");
        String[] presented = authorization == null ? new String[] {""} : authorization.split(" ", 2);
        if (!"Basic".equalsIgnoreCase(presented[0])) {
            // other schemes are ignored: a bridge configured with a header for the MCP server may send it here too
            return new Credentials(form.required("client_id"), secret);
        }
        if (secret.isPresent()) {
            throw OAuthError.invalidRequest("the client uses two authentication methods at once");
        }
        return basic(presented.length == 2 ? presented[1] : "");
    }

    private static Credentials basic(String encoded) {
        try {
            String[] pair =
                    new String(Base64.getDecoder().decode(encoded.trim()), StandardCharsets.UTF_8).split(":", 2);
            if (pair.length == 2) {
                return new Credentials(decode(pair[0]), Optional.of(decode(pair[1])));
            }
        } catch (IllegalArgumentException e) {
            // answered below, without quoting the header
        }
        throw OAuthError.invalidClient("the Authorization header is not HTTP Basic");
    }

    private static String decode(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
}
