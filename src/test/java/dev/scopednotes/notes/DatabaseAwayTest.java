package dev.scopednotes.notes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The database stops while agents write, and starts again. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@WithTestResource(StoppableDatabase.class)
class DatabaseAwayTest {

    // scoped-notes.database.timeout of StoppableDatabase, and what a busy machine adds
    private static final Duration PROMPTLY = Duration.ofSeconds(2 + 6);

    @TestHTTPResource(value = "/health/ready", management = true)
    URL readiness;

    // injected by StoppableDatabase
    Runnable startDatabase;
    Runnable stopDatabase;
    Runnable freezeDatabase;
    Runnable thawDatabase;

    private final String user = UUID.randomUUID().toString();
    private final OutageLog log = new OutageLog();

    @BeforeEach
    void listenToTheLog() {
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void leaveTheLog() {
        Logger.getLogger("").removeHandler(log);
    }

    @Test
    void whileItIsStoppedCallsFailReadinessIsDownAndNoAcknowledgedNoteIsLost() throws Exception {
        goesAndComesBack(stopDatabase, startDatabase);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "freezing PostgreSQL needs SIGSTOP")
    void whileItHangsNoCallHangs() throws Exception {
        goesAndComesBack(freezeDatabase, thawDatabase);
    }

    private void goesAndComesBack(Runnable goes, Runnable comesBack) throws Exception {
        await(() -> readinessStatus() == 200);
        try (var agents = new WritingAgents(user, 8)) {
            await(() -> agents.acknowledged.size() > 50);
            goes.run();
            try {
                await(() -> agents.errors.size() >= 16);
                Instant asked = Instant.now();
                assertThat(readinessStatus()).isEqualTo(503);
                assertThat(Duration.between(asked, Instant.now())).isLessThan(PROMPTLY);
            } finally {
                comesBack.run();
            }
            await(() -> readinessStatus() == 200);
            int whenBack = agents.acknowledged.size();
            await(() -> agents.acknowledged.size() > whenBack + 50);
            agents.finish();

            assertThat(agents.errors).allSatisfy(error -> {
                assertThat(error.getInteger("code")).isEqualTo(-32603);
                assertThat(error.getString("message")).contains("note store", "try again");
            });
            assertThat(agents.answerTimes).allSatisfy(time -> assertThat(time).isLessThan(PROMPTLY));
            assertThat(log.outages).hasSizeBetween(1, 5);
            assertThat(log.stackTraces).isEmpty();
            assertThat(everyStoredNote()).containsAll(agents.acknowledged).doesNotHaveDuplicates();
        }
    }

    private List<String> everyStoredNote() {
        String token = TokenForge.bearer("notes:read");
        List<String> notes = new ArrayList<>();
        Map<String, Object> arguments = new HashMap<>(Map.of("user_id", user, "limit", 1000));
        while (true) {
            JsonObject page = new JsonObject(
                            Mcp.call(token, "read_notes", arguments).body().asString())
                    .getJsonObject("result")
                    .getJsonObject("structuredContent");
            page.getJsonArray("notes").forEach(note -> notes.add(((JsonObject) note).getString("note")));
            if (!page.containsKey("next_cursor")) {
                return notes;
            }
            arguments.put("cursor", page.getString("next_cursor"));
        }
    }

    private int readinessStatus() {
        return given().get(readiness).statusCode();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("within a minute").isBefore(end);
            Thread.sleep(50);
        }
    }
}
