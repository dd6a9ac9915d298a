package dev.scopedgate.perimeter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.http.EndpointsConfig;
import dev.scopedgate.http.GatedPaths;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths of the gate let the application start. */
class EndpointsSettingsTest {

    private record Endpoints(String whoami, String scopes, String reach) implements EndpointsConfig {}

    private static List<String> problems(String whoami, String scopes, String reach) {
        return new EndpointsSettings(new Endpoints(whoami, scopes, reach), new GatedPaths(whoami, scopes, reach))
                .problems();
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({
        "/whoami, /scopes, gate",
        "/gate/whoami, /gate/scopes, server",
        "off, off, SERVER",
        "OFF, /scopes, gate",
        "/who.am-i_~1, /.scopes, gate",
        "/whoami, /whoamix, gate",
        "/mcpx, /scopes, gate",
        "/scoped-gates, /scopes, gate"
    })
    void startsWith(String whoami, String scopes, String reach) {
        assertThat(problems(whoami, scopes, reach)).isEmpty();
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({
        "whoami, /scopes, gate, scoped-gate.endpoints.whoami must be a path that begins with /",
        "/, /scopes, gate, scoped-gate.endpoints.whoami must be a path",
        "/whoami/, /scopes, gate, scoped-gate.endpoints.whoami must be a path",
        "//whoami, /scopes, gate, scoped-gate.endpoints.whoami must be a path",
        "/a/../whoami, /scopes, gate, scoped-gate.endpoints.whoami must be a path",
        "/%77hoami, /scopes, gate, scoped-gate.endpoints.whoami must be a path",
        "/who;ami, /scopes, gate, scoped-gate.endpoints.whoami must be a path",
        "'', /scopes, gate, scoped-gate.endpoints.whoami must be a path",
        "/whoami, scopes, gate, scoped-gate.endpoints.scopes must be a path",
        "/mcp, /scopes, gate, scoped-gate.endpoints.whoami must not be another path of the gate",
        "/mcp/whoami, /scopes, gate, scoped-gate.endpoints.whoami must not be another path of the gate",
        "/whoami, /whoami/scopes, gate, scoped-gate.endpoints.scopes must not be another path of the gate",
        "/scopes/whoami, /scopes, gate, scoped-gate.endpoints.whoami must not be another path of the gate",
        "/.well-known/oauth-protected-resource/x, /scopes, gate, scoped-gate.endpoints.whoami must not be",
        "/scoped-gate/whoami, /scopes, gate, scoped-gate.endpoints.whoami must not be another path of the gate",
        "/whoami, /scoped-gate, gate, scoped-gate.endpoints.scopes must not be another path of the gate",
        "/.well-known, /scopes, gate, scoped-gate.endpoints.whoami must not be another path of the gate",
        "/whoami, /scopes, sever, scoped-gate.endpoints.reach must be gate or server"
    })
    void endsTheStart(String whoami, String scopes, String reach, String problem) {
        assertThat(problems(whoami, scopes, reach)).first().asString().startsWith(problem);
    }
}
