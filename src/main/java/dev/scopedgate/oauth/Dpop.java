package dev.scopedgate.oauth;

/** What an issuer's tokens may be bound to by DPoP (RFC 9449). */
public enum Dpop {
    /** Both bound tokens, with a proof, and bearer tokens. */
    ACCEPTED,
    /** Only bound tokens, with a proof. */
    REQUIRED,
    /** Only bearer tokens. */
    OFF
}
