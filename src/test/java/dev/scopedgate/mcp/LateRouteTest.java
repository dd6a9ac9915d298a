package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.IndependentSettings;
import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;

/** A route that an application adds while the server runs also runs for the MCP endpoint. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(IndependentSettings.class)
public class LateRouteTest {

    @Alternative
    @Singleton
    public static class Keeper {
        private Router router;

        void keep(@Observes Router started) {
            router = started;
        }
    }

    @Inject
    Keeper keeper;

    @Inject
    McpRoute route;

    @Test
    void sendsTheAnswerOfTheRouteAndServesWhatItPasses() {
        assertThat(route.isShort()).isTrue();
        assertThat(ForeignFilterTest.ping("X-Barred").statusCode()).isEqualTo(200);

        Route late = keeper.router.route("/mcp").order(-150).handler(ForeignFilterTest::bar);

        assertThat(ForeignFilterTest.ping("X-Barred").statusCode()).isEqualTo(451);
        assertThat(ForeignFilterTest.ping("X-Other").statusCode()).isEqualTo(200);
        late.remove();
        assertThat(ForeignFilterTest.ping("X-Barred").statusCode()).isEqualTo(200);
    }
}
