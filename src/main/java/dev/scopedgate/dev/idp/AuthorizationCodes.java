package dev.scopedgate.dev.idp;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Authorization codes, each valid for one use within a minute (RFC 6749 §4.1.2, §10.5). */
final class AuthorizationCodes {

    private static final Duration LIFETIME = Duration.ofSeconds(60);

    /**
     * What a code was issued for.
     *
     * @param challenge the S256 code challenge (RFC 7636 §4.4)
     */
    record Issued(AuthorizationGrant grant, String redirectUri, String challenge) {}

    private final ShortLived<Issued> unused = new ShortLived<>(LIFETIME, InstantSource.system());
    private final ShortLived<String> used = new ShortLived<>(LIFETIME, InstantSource.system());

    String issue(Issued issued) {
        return unused.put(issued);
    }

    Optional<Issued> take(String code) {
        return unused.take(code);
    }

    /** Remembers the refresh token that was issued for a code. */
    void ledTo(String code, String refreshToken) {
        used.put(code, refreshToken);
    }

    /** The refresh token to revoke because its code is presented again (RFC 6749 §4.1.2). */
    Optional<String> replayed(String code) {
        return used.take(code);
    }
}
