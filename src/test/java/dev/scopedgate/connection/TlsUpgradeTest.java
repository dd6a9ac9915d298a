package dev.scopedgate.connection;

import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;

/** The same behind TLS. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(TlsServer.class)
class TlsUpgradeTest extends UpgradeTest {

    @TestHTTPResource(value = "/", tls = true)
    URI secure;

    @BeforeEach
    void useTls() {
        server = secure;
        management = URI.create("https://" + management.getAuthority() + "/");
    }
}
