package dev.scopedgate.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.IndependentSettings;
import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code scoped-gate.page=off} nothing of the page is served. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(IndependentSettings.class)
class PageOffTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/", "/scoped-gate/page.js", "/scoped-gate/page.json", "/scoped-gate/callback.html"})
    void isNotFound(String path) {
        assertThat(given().header("Accept", "text/html").get(path).statusCode()).isEqualTo(404);
        assertThat(given().post(path).statusCode()).isEqualTo(404);
    }
}
