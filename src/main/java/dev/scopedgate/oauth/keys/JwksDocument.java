package dev.scopedgate.oauth.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scopedgate.http.client.ForeignText;

/** Reads a JWKS as far as its entries; says why if a document is none (RFC 7517 §5). */
final class JwksDocument {

    private static final JsonMapper JSON = new JsonMapper();

    private JwksDocument() {}

    /** Throws {@link IllegalStateException} with the reason if the document is not a JWKS. */
    static JsonNode entries(String json) {
        try {
            JsonNode document = JSON.readTree(json);
            if (document.isMissingNode()) {
                throw new IllegalStateException("the JWKS is empty");
            }
            if (document.path("keys").isArray()) {
                return document.get("keys");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the JWKS is not JSON" + ForeignText.notJson(json, e), e);
        }
        throw new IllegalStateException("the JWKS has no array 'keys'");
    }

    /** The id of an entry, for a message. */
    static String name(JsonNode entry) {
        return entry.path("kid").isTextual()
                ? " '" + ForeignText.shown(entry.get("kid").textValue()) + "'"
                : "";
    }
}
