package dev.scopedgate.connection;

import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;

/** The same with HTTP/2 by ALPN. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(TlsServer.class)
class TlsHttp2HeadSizeTest extends Http2HeadSizeTest {

    @TestHTTPResource(value = "/", tls = true)
    URI secure;

    @BeforeEach
    void useTls() {
        server = secure;
    }
}
