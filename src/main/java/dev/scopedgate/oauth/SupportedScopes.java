package dev.scopedgate.oauth;

import java.util.List;

/** The scopes that this resource server knows, told by whoever enforces them. */
public interface SupportedScopes {

    /** Every scope, for {@code scopes_supported} (RFC 9728 §2). */
    List<String> all();

    /** The scopes with which a client should begin, for the challenge of a request without a token (RFC 6750 §3). */
    List<String> initial();
}
