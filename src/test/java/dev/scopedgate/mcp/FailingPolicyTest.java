package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy of the application that refuses by any exception is answered, without a class name. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(FailingPolicyTest.OneMore.class)
class FailingPolicyTest {

    public static class OneMore implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Failing.class);
        }
    }

    @Alternative
    @Singleton
    static class Failing implements HttpSecurityPolicy {

        private static final Map<String, RuntimeException> FAILURES = Map.of(
                "forbidden", new ForbiddenException("secret"),
                "unauthorized", new UnauthorizedException("secret"),
                "unauthenticated", new AuthenticationFailedException("secret"));

        @Override
        public Uni<CheckResult> checkPermission(
                RoutingContext context, Uni<SecurityIdentity> identity, AuthorizationRequestContext request) {
            RuntimeException failure =
                    FAILURES.get(String.valueOf(context.request().getHeader("X-Fail")));
            return failure == null ? CheckResult.permit() : Uni.createFrom().failure(failure);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"forbidden", "unauthorized", "unauthenticated"})
    void answersADenialOfThePolicy(String failure) {
        // the extension's own failure route throws on an id that is not a number
        Response answer = ping(failure);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.jsonPath().getString("error")).isEqualTo("forbidden");
        assertThat(answer.asString()).doesNotContain("secret", "Exception");
    }

    @Test
    void servesWhatThePolicyPermits() {
        assertThat(ping("nothing").statusCode()).isEqualTo(200);
    }

    private static Response ping(String failure) {
        return Mcp.post(TokenForge.bearer("notes:read"))
                .header("X-Fail", failure)
                .body(Mcp.body("one", "ping", Map.of()))
                .post("/mcp");
    }
}
