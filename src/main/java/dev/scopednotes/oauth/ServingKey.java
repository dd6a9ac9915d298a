package dev.scopednotes.oauth;

import java.security.PublicKey;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Tells whether the key that verified a token is still among its issuer's, by the key and not by its id. */
final class ServingKey implements BooleanSupplier {

    private final IssuerKeys issuerKeys;
    private final KeySet seenIn;
    private final Optional<String> keyId;
    private final Optional<PublicKey> key;

    ServingKey(IssuerKeys issuerKeys, KeySet seenIn, Optional<String> keyId) {
        this.issuerKeys = issuerKeys;
        this.seenIn = seenIn;
        this.keyId = keyId;
        this.key = seenIn.publicKey(keyId);
    }

    @Override
    public boolean getAsBoolean() {
        return issuerKeys
                .available()
                // equality of the key, because an issuer may give an old id to a new one
                .filter(now ->
                        now == seenIn || key.isPresent() && now.publicKey(keyId).equals(key))
                .isPresent();
    }
}
