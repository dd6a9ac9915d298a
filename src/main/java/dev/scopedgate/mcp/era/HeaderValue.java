package dev.scopedgate.mcp.era;

import dev.scopedgate.http.StrictJson;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;

/** Reads a header that repeats a value of the body (MCP 2026-07-28, streamable HTTP, value encoding). */
final class HeaderValue {

    private static final String ENCODED = "=?base64?";
    private static final String END = "?=";

    private HeaderValue() {}

    /** The one value as sent. */
    static String exact(HttpServerRequest http, CharSequence name, String shown, Object id) throws HeaderMismatch {
        List<String> values = http.headers().getAll(name);
        if (values.isEmpty()) {
            throw new HeaderMismatch(shown + " is missing", id);
        }
        if (values.size() > 1) {
            throw new HeaderMismatch(shown + " is sent more than once", id);
        }
        String value = values.get(0).strip();
        if (!isPlain(value)) {
            throw new HeaderMismatch(
                    shown + " has characters that a header must not have: encode it as =?base64?…?=", id);
        }
        return value;
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** The one value, decoded if it is in base64. */
    static String decoded(HttpServerRequest http, CharSequence name, String shown, Object id) throws HeaderMismatch {
        String value = exact(http, name, shown, id);
        if (!value.startsWith(ENCODED) || !value.endsWith(END) || value.length() < ENCODED.length() + END.length()) {
            return value;
        }
        String encoded = value.substring(ENCODED.length(), value.length() - END.length());
        try {
            byte[] decoded = Base64.getDecoder().decode(encoded);
            if (!Base64.getEncoder().encodeToString(decoded).equals(encoded)) {
                // the decoder accepts it without padding and with other bits at its end; others do not (RFC 4648 §3.5)
                throw new IllegalArgumentException();
            }
            return StrictJson.utf8(decoded);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new HeaderMismatch(shown + " is not UTF-8 text in base64", id);
        }
    }
}
