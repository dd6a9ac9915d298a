package dev.scopedgate.oauth.idp;

import dev.scopedgate.testsupport.CompactJws;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** How one identity provider writes its tokens, and the settings that go with it: {@code idp/<name>.json}. */
record IdentityProvider(String name, JsonObject template) {

    static final List<String> NAMES = List.of(
            "auth0",
            "clerk",
            "okta",
            "entra",
            "entra-v1",
            "cognito",
            "keycloak",
            "hydra",
            "workos",
            "stytch",
            "descope");

    /** Another access token of this provider, which is accepted, and what the server must read from it. */
    record Other(String provider, String name, String token, JsonObject read) {
        @Override
        public String toString() {
            return provider + ": " + name;
        }
    }

    /** The token of this provider most similar to an access token, which must be refused. */
    record Sibling(String provider, String name, String check, String token) {
        @Override
        public String toString() {
            return provider + ": " + name;
        }
    }

    static Stream<IdentityProvider> all() {
        return NAMES.stream().map(IdentityProvider::named);
    }

    private static IdentityProvider named(String name) {
        try (InputStream in = IdentityProvider.class.getResourceAsStream("/idp/" + name + ".json")) {
            return new IdentityProvider(name, new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonObject settings() {
        return template.getJsonObject("settings");
    }

    /** What the server must read from the access token. */
    JsonObject read() {
        return template.getJsonObject("read");
    }

    String accessToken() {
        return sign(template.getJsonObject("header"), template.getJsonObject("claims"));
    }

    Stream<Sibling> siblings() {
        return template.getJsonArray("siblings").stream()
                .map(JsonObject.class::cast)
                .map(sibling ->
                        new Sibling(name, sibling.getString("name"), sibling.getString("check"), token(sibling)));
    }

    Stream<Other> others() {
        return template.getJsonArray("others", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(other -> new Other(name, other.getString("name"), token(other), other.getJsonObject("read")));
    }

    private String token(JsonObject sibling) {
        if (sibling.containsKey("token")) {
            return sibling.getString("token");
        }
        JsonObject claims = template.getJsonObject("claims").copy();
        claims.mergeIn(sibling.getJsonObject("claims", new JsonObject()));
        sibling.getJsonArray("without", new JsonArray()).forEach(claim -> claims.remove((String) claim));
        return sign(
                template.getJsonObject("header").copy().mergeIn(sibling.getJsonObject("header", new JsonObject())),
                claims);
    }

    private static String sign(JsonObject header, JsonObject claims) {
        return CompactJws.rs256(header.encode(), timed(claims).encode());
    }

    /** With seconds in place of {@code now}, {@code now+3600} and the like. */
    private static JsonObject timed(JsonObject claims) {
        JsonObject timed = claims.copy();
        Stream.of("iat", "exp", "nbf").filter(timed::containsKey).forEach(name -> {
            String offset = timed.getString(name).substring("now".length());
            timed.put(name, Instant.now().getEpochSecond() + (offset.isEmpty() ? 0 : Long.parseLong(offset)));
        });
        return timed;
    }

    @Override
    public String toString() {
        return name;
    }
}
