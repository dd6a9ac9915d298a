package dev.scopedgate.dev.idp;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Issues access tokens: signed, typed, short-lived, with the one resource as audience (RFC 9068 §2). */
final class AccessTokens {

    static final Duration LIFETIME = Duration.ofMinutes(15);

    private final String issuer;
    private final String resource;
    private final String scopePrefix;
    private final SigningKey key;
    private final People people;

    /** @param scopePrefix before each scope in a token */
    AccessTokens(String issuer, String resource, String scopePrefix, SigningKey key, People people) {
        this.scopePrefix = scopePrefix;
        this.issuer = issuer;
        this.resource = resource;
        this.key = key;
        this.people = people;
    }

    String mint(AuthorizationGrant grant) {
        return mint(grant, Optional.empty());
    }

    /** @param jkt the thumbprint of the key to which the token is bound (RFC 9449 §6.1) */
    String mint(AuthorizationGrant grant, Optional<String> jkt) {
        long now = System.currentTimeMillis() / 1000;
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setSubject(grant.owner().map(ResourceOwner::name).orElse(grant.clientId()));
        claims.setAudience(resource);
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(now + LIFETIME.toSeconds()));
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setClaim("client_id", grant.clientId());
        claims.setClaim(
                "scope", grant.scopes().stream().map(scopePrefix::concat).collect(Collectors.joining(" ")));
        grant.owner().ifPresent(owner -> claims.setClaim("ring", people.ring(owner)));
        jkt.ifPresent(thumbprint -> claims.setClaim("cnf", Map.of("jkt", thumbprint)));
        return sign(claims);
    }

    private String sign(JwtClaims claims) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setHeader("typ", "at+jwt");
        jws.setKeyIdHeaderValue(key.id());
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        jws.setKey(key.privateKey());
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a P-256 key signs with ES256", e);
        }
    }
}
