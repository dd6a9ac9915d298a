package dev.scopednotes.providers;

import dev.scopedgate.testsupport.ProductionServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** oidc-provider binds the tokens of real clients to their keys; a token without its key is worth nothing (RFC 9449). */
class BoundTokensWalk {

    @Test
    void aRealClientProvesItsKeyAndAStolenTokenIsRefused() throws Exception {
        String issuer = "http://127.0.0.1:" + ProductionServer.freePort();
        ServerAndProvider.walkWithReplica(
                Map.of("SCOPED_GATE_ISSUER", issuer, "SCOPED_GATE_DPOP_NONCE", "required"),
                "bound/walk.mjs",
                Map.of("ISSUER", issuer));
    }
}
