package dev.scopedgate.oauth.token;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;

/** The same where the JDK verifies signatures. */
@QuarkusTest
@TestProfile(MutatedTokenOfTheJdkTest.Jdk.class)
class MutatedTokenOfTheJdkTest extends MutatedTokenTest {

    public static class Jdk implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("scoped-gate.crypto", "jdk", "scoped-gate.keys.unknown-key-interval", "100ms");
        }
    }

    @Override
    boolean isOfTheJdk() {
        return true;
    }
}
