package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.keys.EdwardsNames;
import dev.scopedgate.oauth.keys.UnverifiedJws;
import java.security.Key;
import java.security.PublicKey;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/** Verifies the signed tokens of one issuer with jose4j, and makes the checks that jose4j leaves out. */
public final class IssuerVerification {

    static {
        EdwardsNames.register();
    }

    private final TrustedIssuer issuer;
    private final int clockSkewSeconds;
    private final AlgorithmConstraints algorithms;
    private final AccessTokenClaims claims;

    /**
     * A verified token.
     *
     * @param key the key that verified it
     */
    public record Verified(AccessToken token, PublicKey key) {}

    public IssuerVerification(TrustedIssuer issuer, ResourceServer server) {
        this.issuer = issuer;
        this.clockSkewSeconds = Math.toIntExact(server.clockSkew().toSeconds());
        this.algorithms = new AlgorithmConstraints(
                ConstraintType.PERMIT, server.algorithms().names().toArray(String[]::new));
        this.claims = new AccessTokenClaims(issuer.claims(), server.clockSkew(), server.maxLifetime());
    }

    /**
     * Verifies with the key of these that signed the token; throws {@link RefusedException} if none did or a claim is
     * wrong.
     */
    public Verified verify(UnverifiedJws jws, List<PublicKey> keys) {
        Signer signer = new Signer(keys);
        try {
            JwtClaims verified = new JwtConsumerBuilder()
                    .setVerificationKeyResolver((signature, nesting) -> signer.of(signature))
                    .setJwsAlgorithmConstraints(algorithms)
                    .setExpectedIssuer(issuer.issuer())
                    .setExpectedAudience(issuer.audience())
                    .setRequireExpirationTime()
                    .setRequireIssuedAt()
                    .setAllowedClockSkewInSeconds(clockSkewSeconds)
                    .build()
                    .processToClaims(jws.token());
            return new Verified(claims.accessToken(verified, jws.token()), signer.found);
        } catch (RefusedException e) {
            throw e;
        } catch (InvalidJwtException e) {
            // the exception and its message contain claims: neither is passed on
            throw new RefusedException(FailedCheck.of(e));
        } catch (RuntimeException e) {
            // a parser error means not verified
            throw new RefusedException(FailedCheck.MALFORMED);
        }
    }

    /** Finds the signing key. jose4j still verifies with the returned key. */
    private static final class Signer {

        private final List<PublicKey> keys;
        private PublicKey found;

        Signer(List<PublicKey> keys) {
            this.keys = keys;
        }

        Key of(JsonWebSignature jws) {
            found = keys.get(0);
            for (PublicKey key : keys.size() > 1 ? keys : List.<PublicKey>of()) {
                if (hasSigned(jws, key)) {
                    found = key;
                    break;
                }
            }
            return found;
        }

        private static boolean hasSigned(JsonWebSignature jws, PublicKey key) {
            try {
                jws.setKey(key);
                return jws.verifySignature();
            } catch (JoseException | RuntimeException e) {
                return false;
            }
        }
    }
}
