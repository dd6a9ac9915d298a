package dev.scopedgate.dev.idp;

import static dev.scopedgate.dev.idp.RunningAuthorizationServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.dev.OwnerOnlyTest;
import dev.scopedgate.dev.idp.client.Client;
import dev.scopedgate.dev.idp.client.RedirectUri;
import dev.scopedgate.dev.idp.client.Secrets;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory;

    @AfterEach
    void closeVertx() {
        await(vertx.close());
    }

    @Test
    void aRestartOnTheSamePortKeepsTheKey() {
        var first = listen(0);
        String before = RestAssured.get(first.issuer() + "/jwks").asString();
        int port = URI.create(first.issuer()).getPort();
        await(first.close());

        var second = listen(port);
        String after = RestAssured.get(second.issuer() + "/jwks").asString();
        await(second.close());

        assertThat(after).isEqualTo(before);
    }

    @Test
    void restoresClientsAndRefreshTokens() {
        var state = State.fresh();
        state.clients()
                .add(new Client(
                        "agent",
                        "Agent",
                        List.of(new RedirectUri("https://good.example/c")),
                        List.of(Client.CODE),
                        Optional.of(Secrets.s256("secret"))));
        var grant = new AuthorizationGrant("agent", Optional.of(ResourceOwner.mich), List.of("notes:read"));
        String token = state.refreshTokens().issue(grant);
        state.save(file());

        State loaded = State.load(file());

        assertThat(loaded.clients().find("agent")).isEqualTo(state.clients().find("agent"));
        assertThat(loaded.refreshTokens().check(token, "agent")).isEqualTo(grant);
    }

    @Test
    void onlyTheOwnerCanReadTheFileAndItHasNoToken() throws Exception {
        var state = State.fresh();
        String token = state.refreshTokens()
                .issue(new AuthorizationGrant("agent", Optional.of(ResourceOwner.ray), List.of("notes:read")));
        state.save(file());

        OwnerOnlyTest.assertOwnerOnly(file(), "rw-------");
        assertThat(Files.readString(file())).doesNotContain(token.substring(token.indexOf('.') + 1));
    }

    @Test
    void startsDespiteAnUnreadableFile() throws Exception {
        Files.writeString(file(), "{\"key\":");

        assertThat(State.load(file()).key().id()).isNotBlank();
    }

    private AuthorizationServer listen(int port) {
        return await(AuthorizationServer.listen(
                vertx,
                new AuthorizationServerSettings(
                        port, RunningAuthorizationServer.RESOURCE, List.of("notes:read"), Optional.of(file()))));
    }

    private Path file() {
        return directory.resolve("state.json");
    }
}
