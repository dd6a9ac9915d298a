package dev.scopedgate.oauth.keys;

import java.security.PublicKey;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Tells whether the key that verified a token is still among its issuer's, by the key and not by its id, which an issuer
 * may give to a new one.
 */
public record ServingKey(IssuerKeys issuerKeys, KeySet seenIn, Optional<String> keyId, String alg, PublicKey key)
        implements BooleanSupplier {

    @Override
    public boolean getAsBoolean() {
        return issuerKeys
                .available()
                .filter(now -> now == seenIn || now.holds(keyId, alg, key))
                .isPresent();
    }
}
