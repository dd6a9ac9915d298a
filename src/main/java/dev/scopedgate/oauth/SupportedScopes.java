package dev.scopedgate.oauth;

import java.util.List;

/** The scopes that this resource server supports, given by the code that enforces them. */
public interface SupportedScopes {

    /** Every scope, for {@code scopes_supported} (RFC 9728 §2). */
    List<String> all();

    /** The scopes that a client should first ask for, for the challenge of a request without a token (RFC 6750 §3). */
    List<String> initial();
}
