package dev.scopedgate.settings;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The secret with which this server protects what it hands to clients and gets back from them. */
@ConfigMapping(prefix = "scoped-gate")
public interface StateKeyConfig {

    /**
     * Required in production if a tool, prompt or resource asks its client, for {@code requestState}, or if
     * {@code scoped-gate.dpop.nonce} is {@code required}: the secret that protects both, the same on all replicas; at
     * least 32 random bytes in base64, from {@code openssl rand -base64 32}. In dev and test one is generated at each
     * start. Risk: who has it can forge the answers of other users, and nonces.
     */
    Optional<String> stateKey();

    /**
     * The former {@link #stateKey()}, while it is replaced: states and nonces made with it are still accepted. Remove it
     * after {@code scoped-gate.state-max-age}.
     */
    Optional<String> stateKeyPrevious();
}
