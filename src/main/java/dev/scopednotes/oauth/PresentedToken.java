package dev.scopednotes.oauth;

import dev.scopednotes.oauth.Refusal.InvalidRequest;
import dev.scopednotes.oauth.Refusal.InvalidToken;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes the bearer token from where it must be, the one {@code Authorization} header (RFC 6750 §2.1), and nowhere else. */
final class PresentedToken {

    private static final String SCHEME = "bearer";
    private static final int MAX_LENGTH = 16 * 1024;
    private static final Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");

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
        String token = space < 0 ? "" : header.substring(space).replaceFirst("^ +", "");
        if (token.length() > MAX_LENGTH) {
            throw new RefusedException(new InvalidToken("the token is longer than 16 KiB"));
        }
        if (!B64TOKEN.matcher(token).matches()) {
            throw new RefusedException(new InvalidToken("the token is malformed"));
        }
        return Optional.of(token);
    }

    private static boolean inQuery(RoutingContext context) {
        try {
            return context.request().query() != null && context.queryParams().contains("access_token");
        } catch (HttpException e) {
            throw new RefusedException(new InvalidRequest("the query cannot be decoded"));
        }
    }
}
