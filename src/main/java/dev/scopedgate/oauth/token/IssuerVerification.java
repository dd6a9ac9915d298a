package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.keys.UnverifiedJws;
import dev.scopedgate.oauth.signatures.Signatures;
import java.security.PublicKey;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;

/**
 * Verifies the signed tokens of one issuer: the signature first, then the claims with jose4j, and the checks that jose4j
 * leaves out (RFC 7519 §7.2, RFC 9068 §4).
 */
public final class IssuerVerification {

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
        this.consumer = new JwtConsumerBuilder()
                // it gets claims alone, after their signature was verified
                .setSkipSignatureVerification()
                .setDisableRequireSignature()
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
        PublicKey signer = signer(jws, keys);
        try {
            JwtClaims verified = new JwtClaims();
            jws.claims().forEach((name, value) -> verified.setClaim((String) name, value));
            consumer.processContext(new JwtContext(verified, List.of()));
            return new Verified(claims.accessToken(verified, jws.token()), signer);
        } catch (RefusedException e) {
            throw e;
        } catch (InvalidJwtException e) {
            // the exception and its message contain claims: neither is passed on
            throw new RefusedException(FailedCheck.of(e));
        } catch (RuntimeException e) {
            // claims that cannot be read are not verified
            throw new RefusedException(FailedCheck.MALFORMED);
        }
    }

    private PublicKey signer(UnverifiedJws jws, List<PublicKey> keys) {
        for (PublicKey key : keys) {
            if (signatures.isValid(jws.token(), jws.signature(), jws.alg(), key)) {
                return key;
            }
        }
        throw new RefusedException(FailedCheck.SIGNATURE);
    }
}
