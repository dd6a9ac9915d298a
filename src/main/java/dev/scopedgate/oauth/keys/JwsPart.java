package dev.scopedgate.oauth.keys;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Decodes one part of a compact JWS strictly: canonical base64url without padding, and for JSON one object in UTF-8
 * with unique names (RFC 7515 §2, §4, RFC 4648 §3.5).
 */
final class JwsPart {

    private static final ObjectReader STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private JwsPart() {}

    /** The bytes. Signature verification is lenient: without this check many spellings of a token would be valid. */
    static byte[] bytes(String part) {
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
    static JsonNode object(String part) {
        try {
            // decoded here: Jackson would guess UTF-16 and accept overlong encodings
            JsonNode json = STRICT.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(part)))
                    .toString());
            if (json.isObject()) {
                return json;
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
