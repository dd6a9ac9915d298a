package dev.scopedgate.connection;

import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;

/** The same where TLS chooses the certificate by the name, and the server has none yet to look behind. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(TlsServer.Sni.class)
class SniWholeHeadsTest extends WholeHeadsTest {

    @TestHTTPResource(value = "/", tls = true)
    URI secure;

    @BeforeEach
    void useTls() {
        server = secure;
    }
}
