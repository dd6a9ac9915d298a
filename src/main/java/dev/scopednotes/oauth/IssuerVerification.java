package dev.scopednotes.oauth;

import dev.scopednotes.oauth.Refusal.InvalidToken;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.security.Key;
import java.util.Set;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

/** Verifies the tokens of one issuer. The verification itself is SmallRye JWT's; what it leaves open is closed here. */
final class IssuerVerification {

    private final JWTAuthContextInfo expected = new JWTAuthContextInfo();
    private final AccessTokenClaims claims;

    IssuerVerification(TrustedIssuer issuer, ResourceServer server) {
        expected.setIssuedBy(issuer.issuer());
        expected.setExpectedAudience(Set.of(issuer.audience()));
        expected.setClockSkew(Math.toIntExact(server.clockSkew().toSeconds()));
        expected.setSignatureAlgorithm(Set.of(
                SignatureAlgorithm.RS256,
                SignatureAlgorithm.PS256,
                SignatureAlgorithm.ES256,
                SignatureAlgorithm.EDDSA));
        expected.setRelaxVerificationKeyValidation(false);
        expected.setRequireNamedPrincipal(false);
        claims = new AccessTokenClaims(issuer.claims(), server.clockSkew(), server.maxLifetime());
    }

    AccessToken verify(UnverifiedJws jws, Key key) {
        try {
            return claims.accessToken(
                    new Parser(key).parse(jws.token(), expected).getJwtClaims(), jws.token());
        } catch (RefusedException e) {
            throw e;
        } catch (ParseException e) {
            // neither the exception nor its message goes on: both hold claims
            throw new RefusedException(new InvalidToken(FailedCheck.describe(e)));
        } catch (RuntimeException e) {
            // a parser that stumbles over a token has not verified it
            throw new RefusedException(new InvalidToken(FailedCheck.MALFORMED));
        }
    }

    /** SmallRye's parser with a key that is in memory, in place of its own that fetches keys on the request's thread. */
    private static final class Parser extends DefaultJWTTokenParser {

        private final Key key;

        Parser(Key key) {
            this.key = key;
        }

        @Override
        protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo info) {
            return (jws, nesting) -> key;
        }
    }
}
