package dev.scopedgate.mcp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.oauth.Subject;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A large response is charged to the budget of callers while it is sent, and refused if the budget has no room. */
class LargeAnswersTest {

    private static final int LARGE = 20_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() {
        vertx.close();
    }

    private ValidatableResponse answer(Budget callers, int length) throws Exception {
        JsonObject message = new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", 7)
                .put("result", new JsonObject().put("text", "x".repeat(length)));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> new LargeAnswers(callers, new Subject("issuer", "ray"))
                        .end(
                                request.response().putHeader("Content-Type", "application/json"),
                                message,
                                message.toBuffer()))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return RestAssured.get("http://127.0.0.1:" + server.actualPort()).then();
    }

    @Test
    void answers503WithoutRoomForALargeResponse() throws Exception {
        answer(new Budget(LARGE, LARGE), LARGE)
                .statusCode(503)
                .header("Retry-After", "1")
                .body("id", equalTo(7))
                .body("error.code", equalTo(-32603))
                .body("error.message", endsWith("The call was carried out"));
    }

    @Test
    void sendsALargeResponseWithRoomForItAndFreesTheRoom() throws Exception {
        Budget callers = new Budget(2 * LARGE, 2 * LARGE);

        answer(callers, LARGE).statusCode(200).body("result.text.length()", equalTo(LARGE));

        await().until(() -> callers.held() == 0);
    }

    @Test
    void sendsASmallResponseWithoutRoom() throws Exception {
        Budget callers = new Budget(1, 1);

        answer(callers, 100).statusCode(200).body("id", equalTo(7));

        assertThat(callers.refused()).isZero();
    }
}
