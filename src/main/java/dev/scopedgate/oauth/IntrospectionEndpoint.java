package dev.scopedgate.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * An issuer's introspection endpoint, and this server's client credentials for it (RFC 7662 §2.1).
 *
 * @param settings the names of the credential settings, for messages
 * @param tokenPrefix how the tokens begin that it may be asked about; all if it is empty
 */
public record IntrospectionEndpoint(
        URI uri, String clientId, String clientSecret, String settings, String tokenPrefix) {

    /** The credentials after {@code Basic}, both form-encoded first (RFC 6749 §2.3.1). */
    public String basicCredentials() {
        String credentials = formEncoded(clientId) + ":" + formEncoded(clientSecret);
        return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.US_ASCII));
    }

    public static String formEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "IntrospectionEndpoint[uri=" + uri + ", clientId=" + clientId + "]";
    }
}
