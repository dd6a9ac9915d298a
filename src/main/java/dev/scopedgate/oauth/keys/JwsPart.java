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
 * One part of a compact JWS, in the one spelling that its bytes have: canonical base64url without padding, and where it
 * holds JSON, one object in UTF-8 with unique names (RFC 7515 §2, §4, RFC 4648 §3.5).
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

    /** Its bytes. What verifies signatures is lenient, and would take many spellings of a token for the same. */
    static byte[] bytes(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below, without the text that did not decode
        }
        throw malformed();
    }

    /** Its JSON object. */
    static JsonNode object(String part) {
        try {
            // strictly UTF-8: left alone, Jackson would guess at UTF-16 and take overlong letters
            JsonNode json = STRICT.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(part)))
                    .toString());
            if (json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            // said below, without the text that did not parse
        }
        throw malformed();
    }

    private static RefusedException malformed() {
        return new RefusedException(FailedCheck.MALFORMED);
    }
}
