package dev.scopednotes.keycloak;

import static io.restassured.RestAssured.given;

import dev.scopedgate.testsupport.Mcp;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A caller with one token: what the server says about the token, and which tools it may call. */
final class Caller {

    static final String DONE = "done";

    private final Installation installation;
    private final String token;

    Caller(Installation installation, String token) {
        this.installation = installation;
        this.token = token;
    }

    JsonPath whoami() {
        return given().header("Authorization", "Bearer " + token)
                .get(installation.uri("/whoami"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    Response read(String userId) {
        return call("read_notes", Map.of("user_id", userId));
    }

    Response add(String userId, String note) {
        return call("add_note", Map.of("user_id", userId, "note", note));
    }

    Response purge(String userId) {
        return call("admin_purge", Map.of("user_id", userId));
    }

    /** The tools that this token may call, each tried on notes of its own subject. */
    Set<String> reach() {
        String subject = whoami().getString("sub");
        Map<String, Response> answers = Map.of(
                "read_notes", read(subject),
                "add_note", add(subject, "reached " + UUID.randomUUID()),
                "admin_purge", purge(subject));
        Set<String> reached = new TreeSet<>();
        answers.forEach((tool, answer) -> {
            String outcome = outcome(answer);
            if (DONE.equals(outcome)) {
                reached.add(tool);
            } else if (!"403".equals(outcome)) {
                throw new IllegalStateException(tool + ": " + outcome);
            }
        });
        return reached;
    }

    /** {@link #DONE}, or the status, or that the tool itself refused. */
    static String outcome(Response answer) {
        if (answer.statusCode() != 200) {
            return Integer.toString(answer.statusCode());
        }
        return Boolean.FALSE.equals(answer.path("result.isError")) ? DONE : "error of the tool";
    }

    private Response call(String tool, Map<String, Object> arguments) {
        return given().spec(Mcp.post(token))
                .body(Mcp.body(1, "tools/call", Map.of("name", tool, "arguments", arguments)))
                .post(installation.uri("/mcp"));
    }
}
