package dev.scopednotes.keycloak;

import dev.scopedgate.testsupport.NodeScript;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keycloak binds the token of a client that sends a proof to its key; without the key it is worth nothing (RFC 9449). */
@ExtendWith(WithInstallation.class)
class StolenTokenWalk {

    private final Installation installation;

    StolenTokenWalk(Installation installation) {
        this.installation = installation;
    }

    @Test
    void aRealClientProvesItsKeyAndAStolenTokenIsRefused() throws Exception {
        installation.administrator().addBoundCopy("agent", "bound-agent");
        NodeScript.run(
                "bound/keycloak.mjs",
                installation.server(),
                List.of(),
                Map.of("MICH", installation.passwordOf("mich")));
    }
}
