package dev.scopednotes.limits;

import dev.scopednotes.oauth.AccessToken;

/** Whose calls are counted together: {@code sub} is unique only within its issuer (RFC 9068 §2.2, OIDC Core §2). */
record Subject(String issuer, String sub) {

    static Subject of(AccessToken token) {
        return new Subject(token.issuer(), token.subject());
    }
}
