package dev.scopedgate.connection;

import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same where TLS chooses the certificate by name, so that the handler is not known when a connection begins. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(TlsServer.Sni.class)
class SniWholeHeadsTest extends TlsWholeHeadsTest {}
