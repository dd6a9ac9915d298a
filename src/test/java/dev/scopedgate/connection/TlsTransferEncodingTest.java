package dev.scopedgate.connection;

import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;

/** The same behind TLS, where a connection ends only after its closing alert. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(TlsServer.class)
class TlsTransferEncodingTest extends TransferEncodingTest {

    @TestHTTPResource(value = "/", tls = true)
    URI secure;

    @BeforeEach
    void useTls() {
        server = secure;
    }
}
