package dev.scopedgate.oauth.keys;

import dev.scopedgate.http.StrictJson;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusedException;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/**
 * Decodes one part of a compact JWS strictly: canonical base64url without padding, and for JSON one object in UTF-8
 * with unique names (RFC 7515 §2, §4, RFC 4648 §3.5).
 */
public final class JwsPart {

    private static final StrictJson JSON = new StrictJson(32);

    private JwsPart() {}

    /** The bytes. Signature verification is lenient: without this check many spellings of a token would be valid. */
    public static byte[] bytes(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // reported below, without the invalid text
        }
        throw malformed();
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
