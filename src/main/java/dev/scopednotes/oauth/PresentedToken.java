package dev.scopednotes.oauth;

import dev.scopednotes.oauth.Refusal.InvalidRequest;
import dev.scopednotes.oauth.Refusal.InvalidToken;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Optional;

/** Takes the bearer token from where it must be, the one {@code Authorization} header (RFC 6750 §2.1), and nowhere else. */
final class PresentedToken {

    private static final String SCHEME = "bearer";
    private static final int MAX_LENGTH = 16 * 1024;

    /** The characters of a b64token before its {@code =} (RFC 6750 §2.1). */
    private static final boolean[] B64TOKEN = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/"
                .chars()
                .forEach(c -> B64TOKEN[c] = true);
    }

    private PresentedToken() {}

    /** The token, or nothing when there is none or another scheme; throws {@link RefusedException} for a wrong way. */
    static Optional<String> of(RoutingContext context) {
        List<String> headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.size() > 1) {
            throw new RefusedException(new InvalidRequest("more than one Authorization header"));
        }
        if (inQuery(context)) {
            throw new RefusedException(
                    new InvalidRequest("the token stands in the query: send it in the Authorization header"));
        }
        return headers.isEmpty() ? Optional.empty() : of(headers.get(0));
    }

    private static Optional<String> of(String header) {
        int space = header.indexOf(' ');
        String scheme = space < 0 ? header : header.substring(0, space);
        if (!SCHEME.equalsIgnoreCase(scheme)) {
            return Optional.empty();
        }
        String token = space < 0 ? "" : withoutLeadingSpaces(header.substring(space));
        if (token.length() > MAX_LENGTH) {
            throw new RefusedException(new InvalidToken("the token is longer than 16 KiB"));
        }
        if (!isB64Token(token)) {
            throw new RefusedException(new InvalidToken("the token is malformed"));
        }
        return Optional.of(token);
    }

    private static String withoutLeadingSpaces(String text) {
        int begin = 0;
        while (begin < text.length() && text.charAt(begin) == ' ') {
            begin++;
        }
        return text.substring(begin);
    }

    /** Character by character, because every request comes by here, and a regular expression is several times dearer. */
    private static boolean isB64Token(String token) {
        int end = token.length();
        while (end > 0 && token.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = token.charAt(i);
            if (c >= B64TOKEN.length || !B64TOKEN[c]) {
                return false;
            }
        }
        return end > 0;
    }

    private static boolean inQuery(RoutingContext context) {
        try {
            return context.request().query() != null && context.queryParams().contains("access_token");
        } catch (HttpException e) {
            throw new RefusedException(new InvalidRequest("the query cannot be decoded"));
        }
    }
}
