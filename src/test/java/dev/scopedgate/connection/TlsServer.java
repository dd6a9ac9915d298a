package dev.scopedgate.connection;

import dev.scopedgate.testsupport.ServerKeys;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/**
 * Terminates TLS itself on all ports but one, which redirects to it; with little memory for requests without a token,
 * and five seconds for a head.
 */
public class TlsServer implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.tls.key-store.p12.path", ServerKeys.file().toString(),
                "quarkus.tls.key-store.p12.password", ServerKeys.PASSWORD,
                "quarkus.http.test-ssl-port", "0",
                "quarkus.http.insecure-requests", "redirect",
                "scoped-gate.perimeter.max-unauthenticated-bytes", "12582912",
                "scoped-gate.perimeter.max-head-time", "5s",
                "scoped-gate.perimeter.max-body-time", "5s");
    }

    /**
     * With a certificate by server name, no port without TLS, a request for the client's certificate, and a trusted
     * proxy.
     */
    public static class Sni extends TlsServer {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("quarkus.tls.key-store.sni", "true");
            settings.put("quarkus.http.insecure-requests", "disabled");
            settings.put("quarkus.http.ssl.client-auth", "request");
            settings.put("quarkus.http.proxy.proxy-address-forwarding", "true");
            settings.put("quarkus.http.proxy.trusted-proxies", "127.0.0.1");
            return settings;
        }
    }
}
