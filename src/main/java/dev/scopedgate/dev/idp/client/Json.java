package dev.scopedgate.dev.idp.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Reads members of a client's JSON and refuses a wrong type with a message (RFC 7591 §3.2.2). */
public final class Json {

    private Json() {}

    /** An array of strings; empty when absent. */
    public static List<String> strings(JsonObject json, String member) {
        Object value = json.getValue(member);
        if (value == null) {
            return List.of();
        }
        if (value instanceof JsonArray array && array.stream().allMatch(String.class::isInstance)) {
            return array.stream().map(String.class::cast).toList();
        }
        throw invalid(member + " must be an array of strings");
    }

    /** A string, or the default when absent. */
    static String string(JsonObject json, String member, String absent) {
        Object value = json.getValue(member);
        if (value == null) {
            return absent;
        }
        if (value instanceof String string) {
            return string;
        }
        throw invalid(member + " must be a string");
    }

    static OAuthError invalid(String description) {
        return new OAuthError("invalid_client_metadata", description);
    }
}
