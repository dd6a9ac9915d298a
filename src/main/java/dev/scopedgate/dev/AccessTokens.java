package dev.scopedgate.dev;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.util.UUID;

/** Issues access tokens: signed, typed, short-lived, with the one resource as audience (RFC 9068 §2). */
final class AccessTokens {

    static final Duration LIFETIME = Duration.ofMinutes(15);

    private final String issuer;
    private final String resource;
    private final SigningKey key;

    AccessTokens(String issuer, String resource, SigningKey key) {
        this.issuer = issuer;
        this.resource = resource;
        this.key = key;
    }

    String mint(AuthorizationGrant grant) {
        long now = System.currentTimeMillis() / 1000;
        var claims = Jwt.issuer(issuer)
                .subject(grant.owner().map(ResourceOwner::name).orElse(grant.clientId()))
                .audience(resource)
                .issuedAt(now)
                .expiresAt(now + LIFETIME.toSeconds())
                .claim("jti", UUID.randomUUID().toString())
                .claim("client_id", grant.clientId())
                .claim("scope", String.join(" ", grant.scopes()));
        grant.owner().ifPresent(owner -> claims.claim("ring", owner.ring()));
        return claims.jws()
                .type("at+jwt")
                .keyId(key.id())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey());
    }
}
