package dev.scopednotes.providers;

import dev.scopedgate.testsupport.ProductionServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of the packaged application in a browser: as it is by default, and with an issuer on two origins. */
class ProductionPageWalk {

    private static final String CLIENT = "notes-page";

    private final String issuer = "http://127.0.0.1:" + ProductionServer.freePort();
    private final String endpoints = "http://127.0.0.1:" + ProductionServer.freePort();

    ProductionPageWalk() throws Exception {}

    @Test
    void byDefaultItShowsHowToConnectAndNothingElse() throws Exception {
        ServerAndProvider.walk(
                Map.of("SCOPED_GATE_ISSUER", issuer), "page/connect.mjs", List.of(), Map.of("ISSUER", issuer));
    }

    @Test
    void usesATokenEndpointOnAnOriginThatTheOperatorNames() throws Exception {
        walk("named", Map.of("SCOPED_GATE_PAGE_ISSUER_ORIGINS", endpoints));
    }

    @Test
    void usesNoTokenEndpointOnAnotherOrigin() throws Exception {
        walk("unnamed", Map.of());
    }

    /** Without bound tokens, whose proofs depend on the clock of the browser: the walk stops that. */
    private void walk(String expected, Map<String, String> origins) throws Exception {
        Map<String, String> settings = new HashMap<>(origins);
        settings.put("SCOPED_GATE_ISSUER", issuer);
        settings.put("SCOPED_GATE_PAGE", "full");
        settings.put("SCOPED_GATE_PAGE_CLIENT_ID", CLIENT);
        settings.put("SCOPED_GATE_DPOP", "off");
        settings.put("SCOPED_GATE_TOKEN_CLOCK_SKEW", "0s");
        ServerAndProvider.walk(
                settings,
                "page/provider.mjs",
                List.of(expected),
                Map.of("ISSUER", issuer, "ENDPOINTS", endpoints, "CLIENT_ID", CLIENT));
    }
}
