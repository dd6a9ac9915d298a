package dev.scopedgate.oauth;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What the sender of a token must prove to hold, by the token's {@code cnf}: every member is one that this server knows
 * how to check, or the token is refused (RFC 7800 §3.1, RFC 8705 §3.1, RFC 9449 §6.1).
 *
 * @param jkt the SHA-256 thumbprint of the key that signs its DPoP proofs (RFC 7638)
 * @param certificate the SHA-256 thumbprint of its client certificate, {@code x5t#S256}
 */
public record Confirmation(Optional<String> jkt, Optional<String> certificate) {

    /** Of a bearer token: its sender must prove nothing. */
    public static final Confirmation NONE = new Confirmation(Optional.empty(), Optional.empty());

    public static final String CLAIM = "cnf";

    private static final String JKT = "jkt";
    private static final String CERTIFICATE = "x5t#S256";
    private static final int SHA_256_BYTES = 32;

    /** Keycloak 26.7 says beside {@code jkt} that proofs of DPoP are meant. */
    private static final Map.Entry<String, String> KEYCLOAK_TYPE = Map.entry("kc-jkt-type", "DPoP");

    /**
     * Of the value of {@code cnf}, which is present. Throws {@link RefusedException} unless it is an object whose members
     * are all known and well-formed: a member that is passed over would let a thief use the token.
     */
    public static Confirmation of(Object cnf) {
        if (!(cnf instanceof Map<?, ?> members) || members.isEmpty()) {
            throw new RefusedException(FailedCheck.CONFIRMATION_MALFORMED);
        }
        if (!members.entrySet().stream().allMatch(member -> isKnown(member, members))) {
            throw new RefusedException(FailedCheck.UNKNOWN_CONFIRMATION);
        }
        return new Confirmation(thumbprint(members, JKT), thumbprint(members, CERTIFICATE));
    }

    private static boolean isKnown(Map.Entry<?, ?> member, Map<?, ?> members) {
        return JKT.equals(member.getKey())
                || CERTIFICATE.equals(member.getKey())
                // alone it says nothing that could be checked
                || KEYCLOAK_TYPE.equals(member) && members.containsKey(JKT);
    }

    /** Whether the token may be used only by who proves to hold something. */
    public boolean isBound() {
        return jkt.isPresent() || certificate.isPresent();
    }

    private static Optional<String> thumbprint(Map<?, ?> members, String name) {
        if (!members.containsKey(name)) {
            return Optional.empty();
        }
        if (members.get(name) instanceof String text && isThumbprint(text)) {
            return Optional.of(text);
        }
        throw RefusedException.invalidToken(RefusalReason.CLAIM, "cnf." + name + " is not a SHA-256 thumbprint");
    }

    /** Whether this is the one spelling of 32 bytes in base64url, without padding. */
    private static boolean isThumbprint(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == SHA_256_BYTES
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(text);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
