package dev.scopednotes.providers;

import dev.scopedgate.testsupport.ProductionServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * oidc-provider, a certified authorization server: signed tokens (RFC 9068), resource indicators (RFC 8707), the shapes of
 * other issuers, and enterprise-managed authorization.
 */
class OidcProviderWalk {

    private static final String PREFIX = "https://notes.example.test/mcp/";

    @Test
    void aRealClientComesAsFarAsItsTokenSaysAndForeignTokensNowhere() throws Exception {
        String issuer = "http://127.0.0.1:" + ProductionServer.freePort();
        // its keys are found by discovery, and it starts after the server
        ServerAndProvider.walk(
                Map.of("SCOPED_GATE_ISSUER", issuer), "oidc-provider/walk.mjs", List.of(), Map.of("ISSUER", issuer));
    }

    /** As Microsoft Entra: the prefix in requests, none in scp. */
    @Test
    void aRealClientAsksForThePrefixedScopesAndTheTokenHasThePlainOnes() throws Exception {
        String issuer = "http://127.0.0.1:" + ProductionServer.freePort();
        String application = "22222222-2222-2222-2222-222222222222";
        ServerAndProvider.walk(
                Map.of(
                        "SCOPED_GATE_ISSUERS_ENTRA_ISSUER", issuer,
                        "SCOPED_GATE_ISSUERS_ENTRA_AUDIENCE", application,
                        "SCOPED_GATE_ISSUERS_ENTRA_SCOPE_PREFIX", PREFIX,
                        "SCOPED_GATE_ISSUERS_ENTRA_SCOPE_CLAIM", "scp",
                        "SCOPED_GATE_ISSUERS_ENTRA_CLIENT_ID_CLAIM", "azp"),
                "oidc-provider/prefix.mjs",
                List.of("entra"),
                Map.of("ISSUER", issuer, "SCOPE_PREFIX", PREFIX, "AUDIENCE", application));
    }

    /** As Amazon Cognito: the prefix in requests and in scope. */
    @Test
    void aRealClientAsksForThePrefixedScopesAndTheTokenHasThemToo() throws Exception {
        String issuer = "http://127.0.0.1:" + ProductionServer.freePort();
        ServerAndProvider.walk(
                Map.of(
                        "SCOPED_GATE_ISSUERS_COGNITO_ISSUER", issuer,
                        "SCOPED_GATE_ISSUERS_COGNITO_SCOPE_PREFIX", PREFIX,
                        "SCOPED_GATE_ISSUERS_COGNITO_SCOPE_PREFIX_IN_TOKEN", "true",
                        "SCOPED_GATE_ISSUERS_COGNITO_SCOPE_CLAIM", "scope",
                        "SCOPED_GATE_ISSUERS_COGNITO_CLIENT_ID_CLAIM", "client_id"),
                "oidc-provider/prefix.mjs",
                List.of("cognito"),
                Map.of("ISSUER", issuer, "SCOPE_PREFIX", PREFIX));
    }

    @Test
    void anIdJagIsExchangedForATokenThatSaysWhoActs() throws Exception {
        String issuer = "http://127.0.0.1:" + ProductionServer.freePort();
        ServerAndProvider.walk(
                Map.of("SCOPED_GATE_ISSUER", issuer),
                "oidc-provider/enterprise.mjs",
                List.of(),
                Map.of("ISSUER", issuer));
    }
}
