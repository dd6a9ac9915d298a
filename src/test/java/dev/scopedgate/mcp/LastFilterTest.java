package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A filter of an observer that runs beside the gate's last one also runs for the MCP endpoint. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(LastFilterTest.OneMore.class)
class LastFilterTest {

    public static class OneMore implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Barrier.class);
        }
    }

    @Alternative
    @Singleton
    static class Barrier {
        void register(@Observes @Priority(Integer.MAX_VALUE) Filters filters) {
            filters.register(ForeignFilterTest::bar, 150);
        }
    }

    @Test
    void sendsTheAnswerOfTheBarrier() {
        assertThat(ForeignFilterTest.ping("X-Barred").statusCode()).isEqualTo(451);
    }

    @Test
    void servesARequestThatTheBarrierPasses() {
        assertThat(ForeignFilterTest.ping("X-Other").statusCode()).isEqualTo(200);
    }
}
