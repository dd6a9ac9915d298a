package dev.scopedgate.oauth;

/** The subject that limits count by: {@code sub} is unique only within its issuer (RFC 9068 §2.2, OIDC Core §2). */
public record Subject(String issuer, String sub) {

    /** Longer than the subjects of any issuer; a longer one is hashed, to bound what is held per subject. */
    private static final int MAX_LENGTH = 300;

    public static Subject of(AccessToken token) {
        String sub = token.subject();
        return new Subject(
                token.issuer(),
                sub.length() <= MAX_LENGTH ? sub : TokenHash.of(sub).toString());
    }
}
