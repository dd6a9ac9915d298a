package dev.scopedgate.dev.idp;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;

/** The same where the prefix is in the tokens too. */
@QuarkusTest
@TestProfile(AgreedScopesInTokensTest.PrefixInBoth.class)
class AgreedScopesInTokensTest extends AgreedScopesTest {

    public static class PrefixInBoth extends AgreedScopesTest.PrefixInRequests {
        @Override
        public Map<String, String> getConfigOverrides() {
            return settings(true);
        }
    }
}
