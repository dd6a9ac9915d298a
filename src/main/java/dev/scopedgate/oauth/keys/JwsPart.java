package dev.scopedgate.oauth.keys;

import dev.scopedgate.http.StrictJson;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Decodes one part of a compact JWS strictly: canonical base64url without padding, and for JSON one object in UTF-8
 * with unique names (RFC 7515 §2, §4, RFC 4648 §3.5).
 */
public final class JwsPart {

    private static final StrictJson JSON = new StrictJson(32);
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private JwsPart() {}

    /** The bytes. Signature verification is lenient: without this check many spellings of a token would be valid. */
    public static byte[] bytes(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (isCanonical(part, bytes)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // reported below, without the invalid text
        }
        throw malformed();
    }

    /** Without padding, and without bits in the last character that belong to no octet. */
    private static boolean isCanonical(String part, byte[] bytes) {
        int rest = bytes.length % 3;
        byte[] last = Arrays.copyOfRange(bytes, bytes.length - rest, bytes.length);
        return part.length() == (4 * bytes.length + 2) / 3 && part.endsWith(ENCODER.encodeToString(last));
    }

    /** Its JSON object. */
    public static Map<?, ?> object(String part) {
        try {
            // a token is short, so its values are not limited
            if (JSON.read(StrictJson.utf8(bytes(part)), Integer.MAX_VALUE).value() instanceof Map<?, ?> object) {
                return object;
            }
        } catch (IOException e) {
            // reported below, without the invalid text
        }
        throw malformed();
    }

    private static RefusedException malformed() {
        return new RefusedException(FailedCheck.MALFORMED);
    }
}
