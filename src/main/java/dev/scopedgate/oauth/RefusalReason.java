package dev.scopedgate.oauth;

import dev.scopedgate.oauth.Refusal.IntrospectionUnavailable;
import dev.scopedgate.oauth.Refusal.InvalidRequest;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.Refusal.KeysUnavailable;
import dev.scopedgate.oauth.Refusal.TooManyWaiting;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** The kinds of refusal, few enough to count by: every refusal has exactly one, whatever was presented. */
public enum RefusalReason {
    TOKEN_MISSING,
    INVALID_REQUEST,
    SIGNATURE("the signature .*"),
    ISSUER("iss .*"),
    AUDIENCE("aud .*"),
    EXPIRED("exp has passed"),
    LIFETIME("(exp|iat|nbf) .*"),
    KEY("kid .*"),
    ALGORITHM("alg .*"),
    TYPE("typ .*|the token is not an access token"),
    INACTIVE("the token is not active"),
    UNSUPPORTED("\\w+ is not supported"),
    MALFORMED("the token is (malformed|longer than .*)"),
    CLAIM("a claim is .*|sub is missing|.* is not a string|.* is neither a string nor a list of strings"),
    OTHER(".*"),
    KEYS_UNAVAILABLE,
    TOO_MANY_WAITING,
    INTROSPECTION_UNAVAILABLE,
    INTROSPECTION_DENIED,
    NOT_JUDGED;

    private final Pattern detail;

    RefusalReason() {
        this("(?!)");
    }

    RefusalReason(String detail) {
        this.detail = Pattern.compile(detail, Pattern.DOTALL);
    }

    /** As labels and fields spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing was found wrong with the token: it was not judged at all, and may be tried again. */
    public boolean isUnjudged() {
        return this == KEYS_UNAVAILABLE
                || this == TOO_MANY_WAITING
                || this == INTROSPECTION_UNAVAILABLE
                || this == INTROSPECTION_DENIED
                || this == NOT_JUDGED;
    }

    public static RefusalReason of(Refusal refusal) {
        if (refusal instanceof InvalidToken invalid) {
            return Arrays.stream(values())
                    .filter(reason -> reason.detail.matcher(invalid.detail()).matches())
                    .findFirst()
                    .orElse(OTHER);
        }
        if (refusal instanceof TooManyWaiting) {
            return TOO_MANY_WAITING;
        }
        if (refusal instanceof IntrospectionUnavailable unavailable) {
            return unavailable.denied() ? INTROSPECTION_DENIED : INTROSPECTION_UNAVAILABLE;
        }
        return refusal instanceof InvalidRequest
                ? INVALID_REQUEST
                : refusal instanceof KeysUnavailable ? KEYS_UNAVAILABLE : TOKEN_MISSING;
    }
}
