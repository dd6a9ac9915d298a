package dev.scopedgate.oauth.bearer;

import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.Refusal.InvalidRequest;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Optional;

/** The bearer token of the single {@code Authorization} header, and from nowhere else (RFC 6750 §2.1). */
record PresentedToken(String unchecked) {

    private static final String SCHEME = "bearer";
    private static final int MAX_LENGTH = 16 * 1024;

    /** The characters of a b64token before its {@code =} (RFC 6750 §2.1). */
    private static final boolean[] B64TOKEN = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/"
                .chars()
                .forEach(c -> B64TOKEN[c] = true);
    }

    /** Empty without a token or with another scheme; throws {@link RefusedException} if it is presented incorrectly. */
    static Optional<PresentedToken> of(RoutingContext context) {
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
        String scheme = end < 0 ? header : header.substring(0, end);
        if (!SCHEME.equalsIgnoreCase(scheme)) {
            return Optional.empty();
        }
        int begin = scheme.length();
        while (begin < header.length() && header.charAt(begin) == ' ') {
            begin++;
        }
        return Optional.of(new PresentedToken(header.substring(begin)));
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
