package dev.scopedgate.mcp.ask;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One request to the client, with the answer that it is for (MCP 2026-07-28, InputRequest).
 *
 * @param <A> the answer
 */
public abstract sealed class Question<A> permits Form, Sampling, Roots {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /**
     * What all questions have.
     *
     * @param key chosen by the author, or null
     * @param about what the answer depends on beyond the question; not sent
     * @param unasked whether an answer counts that the client sends without having been asked
     */
    record Options(String key, Object about, boolean unasked) {

        static final Options NONE = new Options(null, null, false);

        Options withKey(String chosen) {
            if (!KEY.matcher(chosen).matches()) {
                throw new IllegalArgumentException("a key has 1 to 64 letters, digits, '_', '.' or '-'");
            }
            return new Options(chosen, about, unasked);
        }

        Options withAbout(Object... facts) {
            StringBuilder text = new StringBuilder();
            for (Object fact : facts) {
                String written = String.valueOf(fact);
                text.append(written.length()).append(':').append(written);
            }
            return new Options(key, text.toString(), unasked);
        }

        Options withUnasked() {
            return new Options(key, about, true);
        }
    }

    private final Options options;
    private final Capability capability;
    private final String method;
    private final Map<String, Object> params;
    private final String digest;

    Question(Options options, Capability capability, String method, Map<String, Object> params) {
        this.options = options;
        this.capability = capability;
        this.method = method;
        this.params = params;
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("method", method);
        asked.put("params", params);
        asked.put("about", options.about());
        digest = Canonical.text(asked);
    }

    /** The key in {@code inputRequests} and {@code inputResponses}: the author's, or one made from the question. */
    public final String key() {
        return options.key() != null ? options.key() : capability.member() + "-" + digest.substring(0, 12);
    }

    final Options options() {
        return options;
    }

    final Capability capability() {
        return capability;
    }

    final String method() {
        return method;
    }

    final Map<String, Object> params() {
        return params;
    }

    /** Names exactly this question; another message or another form has another digest. */
    final String digest() {
        return digest;
    }

    /** The part of a client's response that is kept, as JSON; empty if the response does not fit the question. */
    abstract Optional<Map<String, Object>> fitting(Map<?, ?> response);

    /** The answer of what was kept. */
    abstract A answer(Map<String, Object> kept);
}
