package dev.scopedgate.mcp.ask;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one round hands to the next.
 *
 * @param count how many rounds there were
 * @param pending the digest of each question that was asked in the last round, by key
 * @param answered the answers of all rounds, by key
 * @param ends when the oldest of these answers ends, in milliseconds of the epoch; a later round does not renew it
 */
record Rounds(int count, Map<String, String> pending, Map<String, Answered> answered, long ends) {

    static final long NEVER = Long.MAX_VALUE;

    static final Rounds NONE = new Rounds(0, Map.of(), Map.of(), NEVER);

    private static final String COUNT = "c";
    private static final String EXPIRES = "e";
    private static final String PENDING = "p";
    private static final String ANSWERED = "a";
    private static final String DIGEST = "d";
    private static final String KEPT = "k";

    /**
     * An answer.
     *
     * @param digest the question's
     * @param kept the part of the response that fits the question
     */
    record Answered(String digest, Map<String, Object> kept) {

        private JsonObject json() {
            return new JsonObject().put(DIGEST, digest).put(KEPT, new JsonObject(kept));
        }
    }

    /** The bytes of the answers, as they are sent back. */
    static int bytes(Map<String, Answered> answered) {
        return json(answered).toBuffer().length();
    }

    byte[] encode(long expires) {
        JsonObject asked = new JsonObject();
        pending.forEach(asked::put);
        return new JsonObject()
                .put(COUNT, count)
                .put(EXPIRES, expires)
                .put(PENDING, asked)
                .put(ANSWERED, json(answered))
                .toBuffer()
                .getBytes();
    }

    static long expires(JsonObject encoded) {
        return encoded.getLong(EXPIRES);
    }

    static Rounds decode(JsonObject encoded) {
        Map<String, String> pending = new LinkedHashMap<>();
        JsonObject asked = encoded.getJsonObject(PENDING);
        asked.fieldNames().forEach(key -> pending.put(key, asked.getString(key)));
        Map<String, Answered> answered = new LinkedHashMap<>();
        JsonObject answers = encoded.getJsonObject(ANSWERED);
        answers.fieldNames().forEach(key -> {
            JsonObject answer = answers.getJsonObject(key);
            answered.put(
                    key,
                    new Answered(
                            answer.getString(DIGEST), answer.getJsonObject(KEPT).getMap()));
        });
        return new Rounds(encoded.getInteger(COUNT), pending, answered, expires(encoded));
    }

    private static JsonObject json(Map<String, Answered> answered) {
        JsonObject answers = new JsonObject();
        answered.forEach((key, answer) -> answers.put(key, answer.json()));
        return answers;
    }
}
