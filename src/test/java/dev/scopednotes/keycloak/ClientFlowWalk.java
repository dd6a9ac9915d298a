package dev.scopednotes.keycloak;

import dev.scopedgate.testsupport.NodeScript;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real MCP client that knows only the URL, through Keycloak's pages, to a step-up that works and two that cannot. */
@ExtendWith(WithInstallation.class)
class ClientFlowWalk {

    private final Installation installation;

    ClientFlowWalk(Installation installation) {
        this.installation = installation;
    }

    @Test
    void theClientWalks() throws Exception {
        NodeScript.run(
                "client-flow/keycloak.mjs",
                installation.server(),
                List.of(),
                Map.of("RAY", installation.passwordOf("ray"), "MICH", installation.passwordOf("mich")));
    }
}
