package dev.scopednotes.providers;

import dev.scopedgate.testsupport.ProductionServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** oidc-provider, a certified authorization server: signed tokens (RFC 9068), resource indicators (RFC 8707). */
class OidcProviderWalk {

    @Test
    void aRealClientComesAsFarAsItsTokenSaysAndForeignTokensNowhere() throws Exception {
        String issuer = "http://127.0.0.1:" + ProductionServer.freePort();
        // its keys are found by discovery, and it starts after the server
        ServerAndProvider.walk(
                Map.of("SCOPED_GATE_ISSUER", issuer), "oidc-provider/walk.mjs", List.of(), Map.of("ISSUER", issuer));
    }
}
