package dev.scopedgate.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where an issuer says what its opaque tokens mean, and as whom this server asks there (RFC 7662 §2.1).
 *
 * @param settings the names of the settings in which the credentials stand, for messages
 */
public record IntrospectionEndpoint(URI uri, String clientId, String clientSecret, String settings) {

    /** What stands after {@code Basic} (RFC 6749 §2.3.1: both are form-encoded first). */
    public String basicCredentials() {
        String credentials = formEncoded(clientId) + ":" + formEncoded(clientSecret);
        return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.US_ASCII));
    }

    public static String formEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "IntrospectionEndpoint[uri=" + uri + ", clientId=" + clientId + "]";
    }
}
