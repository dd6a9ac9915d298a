package dev.scopedgate.oauth.bearer;

import dev.scopedgate.oauth.AuthorizationScheme;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.Refusal.InvalidRequest;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.TokenHash;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Optional;

/**
 * The token of the single {@code Authorization} header, and from nowhere else, with the scheme under which it is presented
 * (RFC 6750 §2.1, RFC 9449 §7.1).
 *
 * @param unchecked the token
 * @param hash of the token
 */
record PresentedToken(AuthorizationScheme scheme, String unchecked, TokenHash hash) {

    private static final int MAX_LENGTH = 16 * 1024;

    /** The attribute of a request that keeps what was read of it. */
    private static final String READ = PresentedToken.class.getName();

    /** The characters of a b64token before its {@code =} (RFC 6750 §2.1). */
    private static final boolean[] B64TOKEN = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/"
                .chars()
                .forEach(c -> B64TOKEN[c] = true);
    }

    /** Empty without a token or with another scheme; throws {@link RefusedException} if it is presented incorrectly. */
    static Optional<PresentedToken> of(RoutingContext context) {
        PresentedToken read = context.get(READ);
        if (read != null) {
            return Optional.of(read);
        }
        Optional<PresentedToken> presented = read(context);
        presented.ifPresent(token -> context.put(READ, token));
        return presented;
    }

    private static Optional<PresentedToken> read(RoutingContext context) {
        List<String> headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.size() > 1) {
            throw new RefusedException(new InvalidRequest("more than one Authorization header"));
        }
        if (inQuery(context)) {
            throw new RefusedException(
                    new InvalidRequest("the token is in the query: send it in the Authorization header"));
        }
        return headers.isEmpty() ? Optional.empty() : of(headers.get(0));
    }

    private static Optional<PresentedToken> of(String header) {
        int end = header.indexOf(' ');
        String name = end < 0 ? header : header.substring(0, end);
        return scheme(name).map(scheme -> of(scheme, credentials(header, name.length())));
    }

    private static PresentedToken of(AuthorizationScheme scheme, String token) {
        return new PresentedToken(scheme, token, TokenHash.of(token));
    }

    /** No stream: this is done for every request. */
    private static Optional<AuthorizationScheme> scheme(String name) {
        return AuthorizationScheme.BEARER.isNamed(name)
                ? Optional.of(AuthorizationScheme.BEARER)
                : AuthorizationScheme.DPOP.isNamed(name) ? Optional.of(AuthorizationScheme.DPOP) : Optional.empty();
    }

    private static String credentials(String header, int begin) {
        int at = begin;
        while (at < header.length() && header.charAt(at) == ' ') {
            at++;
        }
        return header.substring(at);
    }

    /** Whether the request uses the scheme DPoP, also if its token cannot be read. */
    static boolean usesDpop(RoutingContext context) {
        return context.request().headers().getAll(HttpHeaders.AUTHORIZATION).stream()
                .anyMatch(header -> AuthorizationScheme.DPOP.isNamed(header.split(" ", 2)[0]));
    }

    /**
     * The token, if its length and characters are valid; otherwise throws {@link RefusedException}.
     *
     * @param opaque whether any character that OAuth allows is accepted (RFC 6749 §A.12), because some issuers write
     *     colons, and not only those of a b64token
     */
    String checked(boolean opaque) {
        if (unchecked.length() > MAX_LENGTH) {
            throw RefusedException.invalidToken(RefusalReason.MALFORMED, "the token is longer than 16 KiB");
        }
        if (opaque ? !isVisible() : !isB64Token()) {
            throw new RefusedException(FailedCheck.MALFORMED);
        }
        return unchecked;
    }

    private boolean isVisible() {
        return !unchecked.isEmpty() && unchecked.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    private boolean isB64Token() {
        int end = unchecked.length();
        while (end > 0 && unchecked.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = unchecked.charAt(i);
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

    /** Without the token, because this may be logged. */
    @Override
    public String toString() {
        return "PresentedToken";
    }
}
