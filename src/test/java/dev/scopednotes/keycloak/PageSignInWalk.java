package dev.scopednotes.keycloak;

import static dev.scopednotes.keycloak.Installation.PAGE_CLIENT;

import dev.scopedgate.testsupport.NodeScript;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person at the page of the packaged application in a browser, with the sign-in at Keycloak's own pages. */
@ExtendWith(WithInstallation.class)
class PageSignInWalk {

    private final Installation installation;

    PageSignInWalk(Installation installation) {
        this.installation = installation;
    }

    @Test
    void aPersonSignsInWhereKeycloakAllowsThePage() throws Exception {
        URI page = installation.uri("/");
        installation.administrator().addPageClient(PAGE_CLIENT, page);
        walk("refused");
        installation.administrator().allowOrigin(PAGE_CLIENT, "http://" + page.getAuthority());
        walk("allowed");
    }

    private void walk(String expected) throws Exception {
        NodeScript.run(
                "page/keycloak.mjs",
                installation.server(),
                List.of(expected),
                Map.of(
                        "FLO", installation.passwordOf("flo"),
                        "MICH", installation.passwordOf("mich"),
                        "RAY", installation.passwordOf("ray")));
    }
}
