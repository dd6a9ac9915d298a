package dev.scopednotes.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client can distinguish from the answer alone an unknown tool, a denied one, a failed one and a wrong argument. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@WithTestResource(StoppableDatabase.class)
class ToldApartTest {

    private static final Map<String, Object> RAY = Map.of("user_id", "ray");

    // injected by StoppableDatabase
    Runnable startDatabase;
    Runnable stopDatabase;

    private final String reader = TokenForge.bearer("notes:read");

    @BeforeEach
    void itWorksBefore() {
        awaitThatItWorks();
        stopDatabase.run();
    }

    @AfterEach
    void itWorksAfterwards() {
        startDatabase.run();
        awaitThatItWorks();
    }

    private void awaitThatItWorks() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Response works = Mcp.call(reader, "read_notes", RAY);
            assertThat(works.statusCode()).isEqualTo(200);
            assertThat(works.jsonPath().<Object>get("error")).isNull();
            assertThat(works.jsonPath().getBoolean("result.isError")).isFalse();
        });
    }

    @Test
    void anUnknownToolIsAnErrorWithoutAChallenge() {
        Response unknown = Mcp.call(reader, "no_such_tool", RAY);

        assertThat(unknown.statusCode()).isEqualTo(200);
        assertThat(unknown.header("WWW-Authenticate")).isNull();
        assertThat(unknown.jsonPath().getMap("error"))
                .isEqualTo(Map.of("code", -32602, "message", "Invalid tool name: no_such_tool"));
    }

    @Test
    void aDeniedToolIsAChallengeAndAnErrorThatNamesTheScope() {
        Response denied = Mcp.call(reader, "add_note", RAY);

        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.header("WWW-Authenticate"))
                .startsWith("Bearer error=\"insufficient_scope\", scope=\"notes:read notes:write\"");
        assertThat(denied.jsonPath().getInt("error.code")).isEqualTo(-32602);
        assertThat(denied.jsonPath().getString("error.message")).startsWith("403 forbidden: tool 'add_note' requires");
        assertThat(denied.jsonPath().getList("error.data.required_scopes")).isEqualTo(List.of("notes:write"));
    }

    @Test
    void aFailedToolIsAnInternalErrorThatSaysTryAgain() {
        Response broken = Mcp.call(reader, "read_notes", RAY);

        assertThat(broken.statusCode()).isEqualTo(200);
        assertThat(broken.header("WWW-Authenticate")).isNull();
        assertThat(broken.jsonPath().<Object>get("result")).isNull();
        assertThat(broken.jsonPath().getInt("error.code")).isEqualTo(-32603);
        assertThat(broken.jsonPath().getString("error.message")).contains("note store cannot be reached", "try again");
    }

    @Test
    void aWrongArgumentIsAResultThatSaysWhatIsWrong() {
        Response wrong = Mcp.call(reader, "read_notes", Map.of("user_id", "ray", "limit", -1));

        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(wrong.header("WWW-Authenticate")).isNull();
        assertThat(wrong.jsonPath().<Object>get("error")).isNull();
        assertThat(wrong.jsonPath().getBoolean("result.isError")).isTrue();
        assertThat(wrong.jsonPath().getString("result.content[0].text")).contains("limit");
    }
}
