package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.idp.client.OAuthError;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The URI to which the browser is redirected, always with {@code iss} (RFC 6749 §4.1.2, RFC 9207 §2). */
record AuthorizationResponse(String issuer, String redirectUri, Optional<String> state) {

    String code(String code) {
        return location("code=" + encode(code));
    }

    String error(OAuthError error) {
        return location("error=" + encode(error.code()) + "&error_description=" + encode(error.getMessage()));
    }

    private String location(String outcome) {
        String separator = redirectUri.contains("?") ? "&" : "?";
        String returned = state.map(value -> "&state=" + encode(value)).orElse("");
        return redirectUri + separator + outcome + returned + "&iss=" + encode(issuer);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
