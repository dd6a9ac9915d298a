package dev.scopedgate.perimeter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A mechanism of the application, for bearer tokens of its own, on the application's own paths. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(OwnMechanismTest.OwnTokens.class)
class OwnMechanismTest {

    public static class OwnTokens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "test.own-mechanism", "yes",
                    "scoped-gate.endpoints.reach", "gate",
                    "quarkus.http.auth.permission.own.paths", "/own",
                    "quarkus.http.auth.permission.own.policy", "authenticated",
                    "quarkus.http.auth.permission.own.auth-mechanism", "bearer");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Page.class);
        }
    }

    @Alternative
    @Singleton
    static class Page {
        void register(@Observes Router router) {
            router.get("/own").handler(context -> context.response().end("of the application"));
        }
    }

    /** No alternative: that would hide the gate's mechanism from Quarkus, and Quarkus would have no choice. */
    @Singleton
    @IfBuildProperty(name = "test.own-mechanism", stringValue = "yes")
    static class OwnMechanism implements HttpAuthenticationMechanism {

        /** Behind the gate's and before the one of SmallRye JWT, which the example has. */
        @Override
        public int getPriority() {
            return DEFAULT_PRIORITY + 1;
        }

        @Override
        public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
            return "Bearer own".equals(context.request().getHeader("Authorization"))
                    ? Uni.createFrom()
                            .item(QuarkusSecurityIdentity.builder()
                                    .setPrincipal(new QuarkusPrincipal("own"))
                                    .build())
                    : Uni.createFrom().nullItem();
        }

        @Override
        public Uni<ChallengeData> getChallenge(RoutingContext context) {
            return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer realm=\"own\""));
        }

        @Override
        public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
            return Set.of();
        }

        @Override
        public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
            return Uni.createFrom()
                    .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
        }
    }

    private static Response get(String path, Optional<String> token) {
        return token.map(value -> given().header("Authorization", "Bearer " + value))
                .orElseGet(() -> given())
                .get(path);
    }

    @Test
    void theApplicationJudgesItsOwnTokensOnItsOwnPath() {
        assertThat(get("/own", Optional.of("own")).asString()).isEqualTo("of the application");
        Response refused = get("/own", Optional.empty());
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"own\"");
    }

    @Test
    void aTokenOfTheGateOpensNoPathOfTheApplication() {
        assertThat(get("/own", Optional.of(TokenForge.bearer("notes:read"))).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenOfTheApplicationOpensNoPathOfTheGate() {
        assertThat(get("/mcp", Optional.of("own")).statusCode()).isEqualTo(401);
        assertThat(get("/whoami", Optional.of("own")).statusCode()).isEqualTo(401);
        assertThat(get("/whoami", Optional.empty()).header("WWW-Authenticate")).contains("resource_metadata");
        assertThat(get("/whoami", Optional.of(TokenForge.bearer("notes:read"))).statusCode())
                .isEqualTo(200);
    }
}
