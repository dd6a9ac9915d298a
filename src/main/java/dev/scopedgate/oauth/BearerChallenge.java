package dev.scopedgate.oauth;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value of one {@code WWW-Authenticate} header: a challenge of the scheme Bearer, or of DPoP, its parameters in a
 * fixed order (RFC 6750 §3, RFC 9449 §7.1, RFC 9728 §5.1).
 */
public final class BearerChallenge {

    private final Map<String, String> parameters = new LinkedHashMap<>();

    private AuthorizationScheme scheme = AuthorizationScheme.BEARER;
    private String other = "";

    private BearerChallenge() {}

    /** For a request without a token: the metadata URL and the scopes to ask for, without {@code error}. */
    public static BearerChallenge unauthenticated(URI metadataUrl, Collection<String> scopes) {
        return new BearerChallenge()
                .with("resource_metadata", metadataUrl.toString())
                .withScopes(scopes);
    }

    /** For a token that failed a check. {@code description} names the check and never contains a value of the token. */
    public static BearerChallenge invalidToken(URI metadataUrl, Collection<String> scopes, String description) {
        return unauthenticated(metadataUrl, scopes)
                .with("error", "invalid_token")
                .with("error_description", description);
    }

    /** For a bound token whose proof fails that check, or lacks a nonce of this server (RFC 9449 §7.1, §9). */
    public static BearerChallenge invalidProof(
            URI metadataUrl, Collection<String> scopes, String error, String description) {
        return unauthenticated(metadataUrl, scopes).with("error", error).with("error_description", description);
    }

    /** For a request that presents its token incorrectly. */
    public static BearerChallenge invalidRequest(URI metadataUrl, Collection<String> scopes, String description) {
        return unauthenticated(metadataUrl, scopes)
                .with("error", "invalid_request")
                .with("error_description", description);
    }

    /** For a valid token that lacks a scope: the scopes to ask for. */
    public static BearerChallenge insufficientScope(URI metadataUrl, Collection<String> scopes, String description) {
        return new BearerChallenge()
                .with("error", "insufficient_scope")
                .withScopes(scopes)
                .with("resource_metadata", metadataUrl.toString())
                .with("error_description", description);
    }

    /** The same under the scheme DPoP (RFC 9449 §7.1). */
    public BearerChallenge asDpop() {
        scheme = AuthorizationScheme.DPOP;
        return this;
    }

    /** The same under the scheme DPoP, with the algorithms of proofs that are accepted. */
    public BearerChallenge asDpop(Collection<String> algorithms) {
        return asDpop().with("algs", String.join(" ", algorithms));
    }

    /**
     * Followed by a challenge of the scheme DPoP, for a client that can make proofs (RFC 9449 §7.2). It says nothing
     * else, because clients that look for {@code resource_metadata} read the first challenge.
     */
    public BearerChallenge alsoDpop(Collection<String> algorithms) {
        other = ", " + AuthorizationScheme.DPOP + " algs=\"" + String.join(" ", algorithms) + "\"";
        return this;
    }

    private BearerChallenge with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** Without scopes the parameter is omitted: an empty value is not a scope list (RFC 6750 §3). */
    private BearerChallenge withScopes(Collection<String> scopes) {
        return scopes.isEmpty() ? this : with("scope", String.join(" ", scopes));
    }

    /** The header value. A character that RFC 6750 §3 does not allow in a quoted value becomes {@code ?}. */
    @Override
    public String toString() {
        StringBuilder header = new StringBuilder(256).append(scheme).append(' ');
        String separator = "";
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            header.append(separator).append(parameter.getKey()).append("=\"");
            parameter.getValue().codePoints().forEach(c -> header.append(isAllowed(c) ? (char) c : '?'));
            header.append('"');
            separator = ", ";
        }
        return header.append(other).toString();
    }

    private static boolean isAllowed(int c) {
        return c >= 0x20 && c <= 0x7e && c != '"' && c != '\\';
    }
}
