package dev.scopedgate.oauth.keys;

import java.security.PublicKey;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether the key that verified a token is still published by its issuer. Compares the key and not its id, which an
 * issuer may give to a new key.
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
