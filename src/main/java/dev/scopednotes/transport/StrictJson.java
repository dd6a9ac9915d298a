package dev.scopednotes.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON in which nothing can be read in two ways: one value and nothing after it, no key twice in an object, not deep,
 * no endless number (RFC 8259 §4, §9).
 */
final class StrictJson {

    static final int MAX_DEPTH = 64;
    static final int MAX_NUMBER_LENGTH = 100;
    static final String KEY_TWICE = "a key stands twice in an object";
    static final String MORE = "there is something after the value";

    private static final JsonFactory JSON = JsonFactory.builder()
            // names are a stranger's: to remember them is to remember whatever he likes, and costs more than it saves
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .build();

    private StrictJson() {}

    /** A map, a list, a string, a number, a boolean or null; fails on what is not that, and on an empty text. */
    static Object read(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            Object value = value(json, json.nextToken());
            if (json.nextToken() != null) {
                throw new JsonParseException(json, MORE);
            }
            return value;
        }
    }

    private static Object value(JsonParser json, JsonToken token) throws IOException {
        if (token == null) {
            throw new JsonParseException(json, "a value is missing");
        }
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonParseException(json, "no value begins like this");
        };
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            int before = members.size();
            members.put(name, value(json, json.nextToken()));
            if (members.size() == before) {
                throw new JsonParseException(json, KEY_TWICE);
            }
        }
        return members;
    }

    private static List<Object> array(JsonParser json) throws IOException {
        List<Object> values = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            values.add(value(json, token));
        }
        return values;
    }
}
