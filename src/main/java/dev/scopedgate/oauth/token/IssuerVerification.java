package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.keys.Signatures;
import dev.scopedgate.oauth.keys.UnverifiedJws;
import java.security.PublicKey;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.lang.JoseException;

/** Verifies the signed tokens of one issuer with jose4j, and makes the checks that jose4j leaves out. */
public final class IssuerVerification {

    private final AlgorithmConstraints algorithms;
    private final Signatures signatures;
    private final JwtConsumer consumer;
    private final AccessTokenClaims claims;

    /**
     * A verified token.
     *
     * @param key the key that verified it
     */
    public record Verified(AccessToken token, PublicKey key) {}

    public IssuerVerification(TrustedIssuer issuer, ResourceServer server, Signatures signatures) {
        this.signatures = signatures;
        this.algorithms = new AlgorithmConstraints(
                ConstraintType.PERMIT, server.algorithms().names().toArray(String[]::new));
        this.consumer = new JwtConsumerBuilder()
                .setVerificationKeyResolver((signature, nesting) -> signature.getKey())
                .setJwsAlgorithmConstraints(algorithms)
                .setExpectedIssuer(issuer.issuer())
                .setExpectedAudience(issuer.audience())
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setAllowedClockSkewInSeconds(Math.toIntExact(server.clockSkew().toSeconds()))
                .build();
        this.claims = new AccessTokenClaims(issuer, server.clockSkew(), server.maxLifetime());
    }

    /**
     * Verifies with the key of these that signed the token; throws {@link RefusedException} if none did or a claim is
     * wrong.
     */
    public Verified verify(UnverifiedJws jws, List<PublicKey> keys) {
        try {
            JsonWebSignature signature = signatures.jws();
            signature.setAlgorithmConstraints(algorithms);
            signature.setCompactSerialization(jws.token());
            PublicKey signer = keys.stream()
                    .filter(key -> hasSigned(signature, key))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(FailedCheck.SIGNATURE));
            // jose4j verifies again if the key is another than that which verified
            JwtClaims verified = JwtClaims.parse(signature.getPayload());
            consumer.processContext(new JwtContext(jws.token(), verified, List.of(signature)));
            return new Verified(claims.accessToken(verified, jws.token()), signer);
        } catch (RefusedException e) {
            throw e;
        } catch (InvalidJwtException e) {
            // the exception and its message contain claims: neither is passed on
            throw new RefusedException(FailedCheck.of(e));
        } catch (JoseException | RuntimeException e) {
            // a parser error means not verified
            throw new RefusedException(FailedCheck.MALFORMED);
        }
    }

    private static boolean hasSigned(JsonWebSignature signature, PublicKey key) {
        try {
            signature.setKey(key);
            return signature.verifySignature();
        } catch (JoseException | RuntimeException e) {
            return false;
        }
    }
}
