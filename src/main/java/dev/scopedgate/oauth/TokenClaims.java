package dev.scopedgate.oauth;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link TokenVerifier} says of a valid token. The gate refuses the token all the same if one of these does not
 * fit: issuer, subject, audience, expiry.
 *
 * @param issuer a trusted issuer: the value of {@code scoped-gate.issuer}, byte for byte
 * @param subject whom the caller acts for: limits and the audit count by issuer and subject; never the token, or a text that contains it
 * @param clientId the client that presents the token
 * @param scopes what the token permits, by the names of {@code @Scoped}; text that is not a scope-token (RFC 6749 §3.3) is left out
 * @param audience whom the token is for: must contain {@code scoped-gate.resource}, or {@code scoped-gate.audience}
 * @param expiresAt when the token ends, before the year 10000; it is remembered until then, and no longer than
 *     {@code scoped-gate.token-cache.max-age}
 * @param cnf the {@code cnf} of a token that is bound to a key or a certificate, as the issuer wrote it, such as {@code
 *     Map.of("jkt", "…")}: the gate then asks the sender of each request for the proof, and refuses a {@code cnf} that it
 *     cannot check (RFC 7800 §3.1). Risk if it is left out: a thief of the token can use it
 */
public record TokenClaims(
        String issuer,
        String subject,
        Optional<String> clientId,
        Set<String> scopes,
        Set<String> audience,
        Instant expiresAt,
        Optional<Map<String, Object>> cnf) {

    /** Of a token that is bound to nothing. */
    public TokenClaims(
            String issuer,
            String subject,
            Optional<String> clientId,
            Set<String> scopes,
            Set<String> audience,
            Instant expiresAt) {
        this(issuer, subject, clientId, scopes, audience, expiresAt, Optional.empty());
    }

    public TokenClaims {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(expiresAt, "expiresAt");
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        audience = Set.copyOf(audience);
        // not Map.copyOf, which fails on a null value: that must be refused, and not be an error
        cnf = cnf.map(members -> Collections.unmodifiableMap(new LinkedHashMap<>(members)));
    }
}
