package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.restassured.response.Response;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A filter of an application between authentication and the envelope also runs for the MCP endpoint. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(ForeignFilterTest.OneMore.class)
class ForeignFilterTest {

    public static class OneMore implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Barrier.class);
        }
    }

    @Alternative
    @Singleton
    static class Barrier {
        void register(@Observes Filters filters) {
            filters.register(ForeignFilterTest::bar, 150);
        }
    }

    static void bar(RoutingContext context) {
        if (context.request().headers().contains("X-Barred")) {
            context.response().setStatusCode(451).end();
            context.request().resume();
        } else {
            context.next();
        }
    }

    @Test
    void sendsTheAnswerOfTheFilter() {
        assertThat(ping("X-Barred").statusCode()).isEqualTo(451);
    }

    @Test
    void servesARequestThatTheFilterPasses() {
        assertThat(ping("X-Other").statusCode()).isEqualTo(200);
    }

    static Response ping(String header) {
        return Mcp.post(TokenForge.bearer("notes:read"))
                .header(header, "yes")
                .body(Mcp.body(1, "ping", Map.of()))
                .post("/mcp");
    }
}
