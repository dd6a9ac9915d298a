package dev.scopedgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.testsupport.KeyServer;
import io.quarkiverse.mcp.server.McpException;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The interceptor without the early gate before it: any other path to the method ends here. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class EnforcementTest {

    @Singleton
    static class Vault {
        final AtomicInteger opened = new AtomicInteger();

        @Scoped("vault:open")
        public int open() {
            return opened.incrementAndGet();
        }

        @Cached
        @Scoped("vault:open")
        public int openCached() {
            return open();
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Cached {}

    /** Answers without the method, as a cache of the application does. */
    @Cached
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1000)
    static class Cache {
        @AroundInvoke
        Object answer(InvocationContext invocation) {
            return 42;
        }
    }

    @Inject
    Vault vault;

    @Inject
    CurrentIdentityAssociation identity;

    @BeforeEach
    void shut() {
        Arc.container().instance(Vault.class).get().opened.set(0);
    }

    private static QuarkusSecurityIdentity.Builder identified() {
        return QuarkusSecurityIdentity.builder().setPrincipal(() -> "ray");
    }

    private static AccessToken token(String... scopes) {
        return new AccessToken(
                "ray",
                Optional.empty(),
                Set.of(scopes),
                Optional.of("operator"),
                "issuer",
                Instant.now().plusSeconds(60),
                "token:0");
    }

    @Test
    @ActivateRequestContext
    void runsTheMethodForATokenWithItsScope() {
        identity.setIdentity(identified()
                .addAttribute(AccessToken.ATTRIBUTE, token("vault:open", "other"))
                .build());

        assertThat(vault.open()).isEqualTo(1);
    }

    @Test
    @ActivateRequestContext
    void refusesATokenWithoutTheScope() {
        identity.setIdentity(
                identified().addAttribute(AccessToken.ATTRIBUTE, token("vault")).build());

        assertThatThrownBy(vault::open)
                .isInstanceOf(McpException.class)
                .hasMessage("403 forbidden: this operation requires scope 'vault:open'; token scopes are ['vault']");
        assertThat(vault.opened).hasValue(0);
    }

    @Test
    @ActivateRequestContext
    void refusesBeforeAnInterceptorThatAnswersWithoutTheMethod() {
        identity.setIdentity(
                identified().addAttribute(AccessToken.ATTRIBUTE, token("vault")).build());

        assertThatThrownBy(vault::openCached).isInstanceOf(McpException.class);
    }

    @Test
    @ActivateRequestContext
    void letsThatInterceptorAnswerATokenWithTheScope() {
        identity.setIdentity(identified()
                .addAttribute(AccessToken.ATTRIBUTE, token("vault:open"))
                .build());

        assertThat(vault.openCached()).isEqualTo(42);
    }

    /** Roles, which other frameworks check, have no effect. */
    @Test
    @ActivateRequestContext
    void refusesAnIdentityWithoutAToken() {
        identity.setIdentity(identified().addRole("vault:open").addRole("admin").build());

        assertThatThrownBy(vault::open).isInstanceOf(McpException.class);
        assertThat(vault.opened).hasValue(0);
    }

    @Test
    void refusesAnAnonymousCaller() {
        assertThatThrownBy(vault::open).isInstanceOf(RuntimeException.class);
        assertThat(vault.opened).hasValue(0);
    }

    /** A decision that fails is a refusal: here the attribute is not a token. */
    @Test
    @ActivateRequestContext
    void doesNotRunTheMethodWhenTheDecisionThrows() {
        identity.setIdentity(
                identified().addAttribute(AccessToken.ATTRIBUTE, "vault:open").build());

        assertThatThrownBy(vault::open).isInstanceOf(ClassCastException.class);
        assertThat(vault.opened).hasValue(0);
    }
}
