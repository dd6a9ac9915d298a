package dev.scopedgate.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses only JSON that every parser reads alike: one value, no duplicate keys, bounded depth, number length and number
 * of values (RFC 8259 §4, §9).
 */
public final class StrictJson {

    /** The depth to which the body of a request may be nested. */
    public static final int MAX_DEPTH = 64;

    static final int MAX_NUMBER_LENGTH = 100;
    static final String KEY_TWICE = "a key stands twice in an object";
    static final String MORE = "there is something after the value";

    private final JsonFactory json;

    /** @param maxDepth how deep arrays and objects may be nested */
    public StrictJson(int maxDepth) {
        json = JsonFactory.builder()
                // names come from callers: caching them would let callers fill the cache, and costs more than it saves
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .build())
                .build();
    }

    /** The text has more values than allowed. */
    public static final class TooManyValues extends IOException {
        private static final long serialVersionUID = 1;
    }

    /**
     * A parsed value.
     *
     * @param value a map, a list, a string, a number, a boolean or null
     * @param values how many of these there are, nested ones included
     */
    public record Read(Object value, int values) {}

    /** Fails on an empty text, on invalid JSON, and on too many values before all of them are in memory. */
    public Read read(String text, int maxValues) throws IOException {
        try (JsonParser parser = json.createParser(text)) {
            Reader reader = new Reader(parser, maxValues);
            Object value = reader.value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, MORE);
            }
            return new Read(value, reader.values);
        }
    }

    /** Decodes UTF-8 strictly; Jackson would detect UTF-16 and UTF-32 from the bytes and accept overlong encodings. */
    public static String utf8(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // U+FFFD replaces invalid bytes, but the text may contain it: only the strict decoder can tell
        return text.indexOf('\uFFFD') < 0
                ? text
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
    }

    private static final class Reader {

        private final JsonParser json;
        private final int maxValues;
        private int values;

        Reader(JsonParser json, int maxValues) {
            this.json = json;
            this.maxValues = maxValues;
        }

        private Object value(JsonToken token) throws IOException {
            if (token == null) {
                throw new JsonParseException(json, "a value is missing");
            }
            if (++values > maxValues) {
                throw new TooManyValues();
            }
            return switch (token) {
                case START_OBJECT -> object();
                case START_ARRAY -> array();
                case VALUE_STRING -> json.getText();
                case VALUE_NUMBER_INT -> json.getNumberValue();
                case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NULL -> null;
                default -> throw new JsonParseException(json, "no value begins like this");
            };
        }

        private Map<String, Object> object() throws IOException {
            Map<String, Object> members = new LinkedHashMap<>();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                int before = members.size();
                members.put(name, value(json.nextToken()));
                if (members.size() == before) {
                    throw new JsonParseException(json, KEY_TWICE);
                }
            }
            return members;
        }

        private List<Object> array() throws IOException {
            List<Object> elements = new ArrayList<>();
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                elements.add(value(token));
            }
            return elements;
        }
    }
}
