package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.idp.client.OAuthError;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The key to which a token request asks to bind its token: that of its DPoP proof (RFC 9449 §5). Enough for development:
 * a proof may be used again, and refresh tokens are not bound.
 */
final class TokenRequestProof {

    private static final long MAX_AGE_SECONDS = 60;
    private static final AlgorithmConstraints ALGORITHMS =
            new AlgorithmConstraints(ConstraintType.PERMIT, "ES256", "PS256", "RS256", "EdDSA");

    private TokenRequestProof() {}

    /** The algorithms of proofs that are accepted. */
    static List<String> algorithms() {
        return List.of("ES256", "PS256", "RS256", "EdDSA");
    }

    /** The thumbprint of the key; empty without a proof. */
    static Optional<String> thumbprint(RoutingContext ctx, String tokenEndpoint) {
        List<String> proofs = ctx.request().headers().getAll("DPoP");
        if (proofs.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (proofs.size() == 1) {
                return Optional.of(verified(proofs.get(0), tokenEndpoint));
            }
        } catch (JoseException | RuntimeException e) {
            // reported below, without the proof
        }
        throw new OAuthError("invalid_dpop_proof", "the DPoP proof is not valid for this endpoint, or is too old");
    }

    private static String verified(String proof, String tokenEndpoint) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(ALGORITHMS);
        jws.setCompactSerialization(proof);
        PublicJsonWebKey key = jws.getJwkHeader();
        jws.setKey(key.getPublicKey());
        JsonObject claims = new JsonObject(jws.verifySignature() ? jws.getPayload() : "{}");
        long age = System.currentTimeMillis() / 1000 - claims.getLong("iat");
        Map<String, String> expected = Map.of("htm", "POST", "htu", tokenEndpoint);
        if (!"dpop+jwt".equals(jws.getHeader("typ"))
                || key.getPrivateKey() != null
                || Math.abs(age) > MAX_AGE_SECONDS
                || claims.getString("jti").isEmpty()
                || !expected.entrySet().stream()
                        .allMatch(claim -> claim.getValue().equals(claims.getString(claim.getKey())))) {
            throw new JoseException("one of the checks failed");
        }
        return key.calculateBase64urlEncodedThumbprint("SHA-256");
    }
}
