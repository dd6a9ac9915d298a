package dev.scopednotes.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Users are identified by {@code sub} alone: issuers that are trusted together must agree on its meaning. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(NotesOfSeveralIssuersTest.TwoIssuers.class)
class NotesOfSeveralIssuersTest {

    private static final String SECOND = "https://second.example.test";

    /** And access as in production, which the tests otherwise relax. */
    public static final class TwoIssuers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-notes.access", "own",
                    // UnconfirmedPurgeTest
                    "scoped-notes.purge.confirm", "never",
                    "scoped-gate.issuers.second.issuer", SECOND,
                    "scoped-gate.issuers.second.jwks-uri", "${test.next-jwks-uri}");
        }
    }

    private static Boolean isRefused(String subject) {
        String token = TokenForge.token("notes:read")
                .signedBy(SigningKeys.next(), "RS256")
                .claim("iss", SECOND)
                .subject(subject)
                .sign();
        return Mcp.call(token, "read_notes", Map.of("user_id", "ray")).path("result.isError");
    }

    @Test
    void everyTrustedIssuerCanNameEveryUser() {
        assertThat(isRefused("ray")).isFalse();
        assertThat(isRefused("mich")).isTrue();
    }
}
