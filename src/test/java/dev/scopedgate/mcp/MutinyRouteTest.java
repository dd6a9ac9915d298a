package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A route that an application registers on the event that follows all others also runs for the MCP endpoint. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(MutinyRouteTest.OneMore.class)
class MutinyRouteTest {

    public static class OneMore implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Barrier.class);
        }
    }

    @Alternative
    @Singleton
    static class Barrier {
        void register(@Observes io.vertx.mutiny.ext.web.Router router) {
            router.getDelegate().route("/mcp").order(-150).handler(ForeignFilterTest::bar);
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
