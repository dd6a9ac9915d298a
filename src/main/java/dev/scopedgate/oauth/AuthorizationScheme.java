package dev.scopedgate.oauth;

/** How a token is presented in the header {@code Authorization} (RFC 6750 §2.1, RFC 9449 §7.1). */
public enum AuthorizationScheme {
    BEARER("Bearer"),
    DPOP("DPoP");

    private final String name;

    AuthorizationScheme(String name) {
        this.name = name;
    }

    /** Whether that is the name of this scheme, in any case (RFC 9110 §11.1). */
    public boolean isNamed(String scheme) {
        return name.equalsIgnoreCase(scheme);
    }

    @Override
    public String toString() {
        return name;
    }
}
