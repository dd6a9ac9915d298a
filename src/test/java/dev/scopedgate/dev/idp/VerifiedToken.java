package dev.scopedgate.dev.idp;

import java.io.IOException;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/** Verifies a token as a resource server does, with the keys that the issuer publishes. */
record VerifiedToken(JwtContext context) {

    static VerifiedToken of(String token, String issuer) throws InvalidJwtException, IOException {
        var keys = new HttpsJwksVerificationKeyResolver(new HttpsJwks(issuer + "/jwks"));
        return new VerifiedToken(new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys)
                .setExpectedIssuer(issuer)
                .setExpectedAudience(RunningAuthorizationServer.RESOURCE)
                .setExpectedType(true, "at+jwt")
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setRequireJwtId()
                .setRequireSubject()
                .build()
                .process(token));
    }

    JwtClaims claims() {
        return context.getJwtClaims();
    }

    String claim(String name) {
        return claims().getClaimValueAsString(name);
    }

    String header(String name) {
        return context.getJoseObjects().get(0).getHeader(name);
    }
}
