package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A route of an application between authentication and the envelope also runs for the MCP endpoint. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(ForeignRouteTest.OneMore.class)
class ForeignRouteTest {

    public static class OneMore implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Barrier.class);
        }
    }

    @Alternative
    @Singleton
    static class Barrier {
        void register(@Observes Router router) {
            router.route("/mcp").order(-150).handler(ForeignFilterTest::bar);
        }
    }

    @Test
    void sendsTheAnswerOfTheRoute() {
        assertThat(ForeignFilterTest.ping("X-Barred").statusCode()).isEqualTo(451);
    }

    @Test
    void servesARequestThatTheRoutePasses() {
        assertThat(ForeignFilterTest.ping("X-Other").statusCode()).isEqualTo(200);
    }
}
