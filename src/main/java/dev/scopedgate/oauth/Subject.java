package dev.scopedgate.oauth;

/** Whose calls are counted together: {@code sub} is unique only within its issuer (RFC 9068 §2.2, OIDC Core §2). */
public record Subject(String issuer, String sub) {

    /** No issuer's are longer; what is remembered of one must not be as long as a token. */
    private static final int MAX_LENGTH = 300;

    public static Subject of(AccessToken token) {
        String sub = token.subject();
        return new Subject(
                token.issuer(),
                sub.length() <= MAX_LENGTH ? sub : TokenHash.of(sub).toString());
    }
}
