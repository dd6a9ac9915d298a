package dev.scopedgate.oauth;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * A bean of the application that judges bearer tokens of the application's own kind. If there is one, it alone judges
 * tokens, and no keys of an issuer are fetched.
 */
public interface TokenVerifier {

    /**
     * The claims of the token, or empty if the token is not valid: the request is answered 401. If this fails, throws or
     * takes longer than {@code scoped-gate.introspection.timeout}, the request is answered 503.
     *
     * <p>Must not block: it runs on an event loop. Must not log the token.
     *
     * @param token as presented: visible ASCII characters, at most 16 KiB
     */
    Uni<Optional<TokenClaims>> verify(String token);
}
