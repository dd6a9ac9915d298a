package dev.scopednotes.providers;

import dev.scopedgate.testsupport.ProductionServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cloudflare's OAuth provider for Workers: opaque tokens, judged by introspection (RFC 7662). */
class WorkersWalk {

    @Test
    void aRealClientAndEveryTokenComeAsFarAsTheIssuerSays(@TempDir Path store) throws Exception {
        String issuer = "http://127.0.0.1:" + ProductionServer.freePort();
        ServerAndProvider.walk(
                Map.of(
                        "SCOPED_GATE_ISSUER", issuer,
                        "SCOPED_GATE_INTROSPECTION_ENDPOINT", issuer + "/introspect",
                        "SCOPED_GATE_INTROSPECTION_CLIENT_ID", "notes:server",
                        "SCOPED_GATE_INTROSPECTION_CLIENT_SECRET", "s3cret/+ %",
                        "SCOPED_GATE_TOKEN_CACHE_MAX_AGE", "2s"),
                "workers/walk.mjs",
                List.of(store.toString()),
                Map.of(
                        "ISSUER", issuer,
                        "INTROSPECTION_CLIENT_ID", "notes:server",
                        "INTROSPECTION_CLIENT_SECRET", "s3cret/+ %"));
    }
}
