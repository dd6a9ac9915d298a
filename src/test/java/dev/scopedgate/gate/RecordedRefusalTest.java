package dev.scopedgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.audit.SlowLogTest;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.testsupport.AuditRecorder;
import dev.scopedgate.testsupport.AuditRecorder.Event;
import dev.scopedgate.testsupport.KeyServer;
import io.quarkiverse.mcp.server.McpException;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A denial by the interceptor is recorded, and answered only once it is recorded, as one by the early gate is. */
@QuarkusTest
@TestProfile(SlowLogTest.SmallQueue.class)
@QuarkusTestResource(KeyServer.class)
class RecordedRefusalTest {

    @Singleton
    static class Safe {
        @Scoped("safe:open")
        public String open() {
            return "opened";
        }

        @Scoped("safe:open")
        public Uni<String> openLater() {
            return Uni.createFrom().item("opened");
        }
    }

    @Inject
    Safe safe;

    @Inject
    CurrentIdentityAssociation identity;

    private <T> T with(String scope, Supplier<T> call) {
        ManagedContext request = Arc.container().requestContext();
        request.activate();
        try {
            AccessToken token = new AccessToken(
                    "ray",
                    Optional.empty(),
                    Set.of(scope),
                    Optional.empty(),
                    "issuer",
                    Instant.now().plusSeconds(60),
                    "token:0");
            identity.setIdentity(QuarkusSecurityIdentity.builder()
                    .setPrincipal(token)
                    .addAttribute(AccessToken.ATTRIBUTE, token)
                    .build());
            return call.get();
        } finally {
            request.terminate();
        }
    }

    private static List<String> decisions(AuditRecorder audit) {
        return audit.events().stream()
                .map(Event::fields)
                .filter(fields -> "safe:open".equals(fields.getString("required_scope")))
                .map(fields -> fields.getString("decision"))
                .toList();
    }

    @Test
    void bothDecisionsAreRecorded() {
        try (AuditRecorder audit = new AuditRecorder()) {
            assertThat(with("safe:open", safe::open)).isEqualTo("opened");
            assertThatThrownBy(() -> with("safe", safe::open)).isInstanceOf(McpException.class);

            await().untilAsserted(() -> assertThat(decisions(audit)).containsExactly("allowed", "denied"));
        }
    }

    @ParameterizedTest(name = "asynchronous: {0}")
    @ValueSource(booleans = {false, true})
    void answersADenialOnceItIsRecorded(boolean later) {
        Supplier<String> open = later ? () -> safe.openLater().await().indefinitely() : safe::open;
        ScheduledExecutorService callers = Executors.newScheduledThreadPool(SlowLogTest.ROOM + 4);
        try (AuditRecorder audit = new AuditRecorder()) {
            audit.stick();
            List<CompletableFuture<String>> denials = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> with("safe", open), callers))
                    .limit(SlowLogTest.ROOM + 4)
                    .toList();
            await().until(() -> answered(denials) >= SlowLogTest.ROOM);
            await().during(Duration.ofMillis(500)).until(() -> answered(denials) <= SlowLogTest.ROOM + 1);

            audit.free();
            assertThat(denials)
                    .allSatisfy(denial -> assertThatThrownBy(
                                    () -> denial.orTimeout(20, TimeUnit.SECONDS).join())
                            .hasCauseInstanceOf(McpException.class));
            await().untilAsserted(() ->
                    assertThat(decisions(audit)).hasSize(SlowLogTest.ROOM + 4).containsOnly("denied"));
        } finally {
            callers.shutdownNow();
        }
    }

    private static long answered(List<CompletableFuture<String>> calls) {
        return calls.stream().filter(CompletableFuture::isDone).count();
    }
}
