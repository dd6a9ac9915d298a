package dev.scopednotes.keycloak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keycloak's administrator over the admin API: passwords, ring membership, and the realm's signing keys. */
final class Administrator {

    private final Keycloak keycloak;

    Administrator(Keycloak keycloak) {
        this.keycloak = keycloak;
    }

    /** Gives the user a password for one run; the realm's file has none. */
    String givePassword(String user) {
        String password = UUID.randomUUID().toString();
        api().body(Map.of("type", "password", "value", password, "temporary", false))
                .put(uri("/users/" + userId(user) + "/reset-password"))
                .then()
                .statusCode(204);
        return password;
    }

    void move(String user, Ring from, Ring to) {
        String groups = "/users/" + userId(user) + "/groups/";
        api().delete(uri(groups + groupId(from))).then().statusCode(204);
        api().put(uri(groups + groupId(to))).then().statusCode(204);
        assertThat(get("/users/" + userId(user) + "/groups").getList("name")).containsExactly(to.group);
    }

    /** The subject of the user's tokens. */
    String subject(String user) {
        return userId(user);
    }

    /** Adds a public client that may ask for every scope and gets a token for a password, without a browser. */
    void addPasswordClient(String clientId) {
        api().body(Map.of(
                        "clientId",
                        clientId,
                        "publicClient",
                        true,
                        "standardFlowEnabled",
                        false,
                        "directAccessGrantsEnabled",
                        true,
                        "fullScopeAllowed",
                        false,
                        "defaultClientScopes",
                        List.of("basic"),
                        "optionalClientScopes",
                        List.of(Ring.ALL_SCOPES.split(" "))))
                .post(uri("/clients"))
                .then()
                .statusCode(201);
    }

    /** Adds the client of the page, as src/main/docs/page.md says it, but for the origin: the page may not read an answer yet. */
    void addPageClient(String clientId, URI page) {
        api().body(Map.of(
                        "clientId",
                        clientId,
                        "publicClient",
                        true,
                        "standardFlowEnabled",
                        true,
                        "consentRequired",
                        true,
                        "fullScopeAllowed",
                        false,
                        "redirectUris",
                        List.of(page.resolve("/scoped-gate/callback.html").toString()),
                        "webOrigins",
                        List.of(),
                        "defaultClientScopes",
                        List.of("basic"),
                        "optionalClientScopes",
                        List.of(Ring.ALL_SCOPES.split(" "))))
                .post(uri("/clients"))
                .then()
                .statusCode(201);
    }

    /** Lets web pages of that origin use the client (CORS). */
    void allowOrigin(String clientId, String origin) {
        String path = "/clients/" + get("/clients?clientId=" + clientId).getString("[0].id");
        Map<String, Object> client = get(path).getMap("");
        client.put("webOrigins", List.of(origin));
        api().body(client).put(uri(path)).then().statusCode(204);
    }

    /** Adds a copy of the client that gets no token without a proof of its key (RFC 9449 §5.2). */
    void addBoundCopy(String clientId, String copy) {
        Map<String, Object> client = get("/clients?clientId=" + clientId).getMap("[0]");
        Map<String, Object> attributes = new HashMap<>();
        ((Map<?, ?>) client.get("attributes")).forEach((name, value) -> attributes.put((String) name, value));
        attributes.put("dpop.bound.access.tokens", "true");
        client.put("attributes", attributes);
        client.put("clientId", copy);
        client.remove("id");
        api().body(client).post(uri("/clients")).then().statusCode(201);
    }

    /** The id of the key that tokens are signed with. */
    String signingKeyId() {
        return get("/keys").getString("active.RS256");
    }

    /** Makes a new key that signs from now on; the previous one stays published. */
    void addSigningKey() {
        String before = signingKeyId();
        List<String> priorities = get("/components?type=org.keycloak.keys.KeyProvider")
                .getList("findAll { it.config.priority != null }.config.priority.flatten()");
        int highest = priorities.stream().mapToInt(Integer::parseInt).max().orElse(0);
        api().body(Map.of(
                        "name",
                        "rotated-" + highest,
                        "providerId",
                        "rsa-generated",
                        "providerType",
                        "org.keycloak.keys.KeyProvider",
                        "config",
                        Map.of("priority", List.of(Integer.toString(highest + 1)))))
                .post(uri("/components"))
                .then()
                .statusCode(201);
        assertThat(signingKeyId()).isNotEqualTo(before);
    }

    /** Withdraws the key. */
    void withdraw(String keyId) {
        String provider = get("/keys").getString("keys.find { it.kid == '" + keyId + "' }.providerId");
        api().delete(uri("/components/" + provider)).then().statusCode(204);
        assertThat(get("/keys").getList("keys.kid")).doesNotContain(keyId);
    }

    private String userId(String user) {
        return get("/users?exact=true&username=" + user).getString("[0].id");
    }

    private String groupId(Ring ring) {
        return get("/groups?exact=true&search=" + ring.group).getString("[0].id");
    }

    private JsonPath get(String path) {
        return api().get(uri(path)).then().statusCode(200).extract().jsonPath();
    }

    private URI uri(String path) {
        return keycloak.uri("/admin/realms/notes" + path);
    }

    /** Signs in again each time: such a token is valid for a minute. */
    private RequestSpecification api() {
        String token = given().formParams(Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        "admin",
                        "password",
                        keycloak.adminPassword()))
                .post(keycloak.uri("/realms/master/protocol/openid-connect/token"))
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }
}
