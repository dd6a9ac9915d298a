package dev.scopedgate.mcp.ask;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How the state of a call that asks its client is protected on its way through the client. */
@ConfigMapping(prefix = "scoped-gate")
interface AskConfig {

    /**
     * Required in production if a tool, prompt or resource asks its client ({@link Ask}): the secret that protects
     * {@code requestState}, the same on all replicas; at least 32 random bytes in base64, from
     * {@code openssl rand -base64 32}. In dev and test one is generated at each start. Risk: who has it can forge the
     * answers of other users.
     */
    Optional<String> stateKey();

    /**
     * The former {@link #stateKey()}, while it is replaced: states made with it are still accepted. Remove it after
     * {@link #stateMaxAge()}.
     */
    Optional<String> stateKeyPrevious();

    /**
     * How long a client may take to answer one round of questions. Risk if too long: an old answer can be sent again for
     * longer. Risk if too short: people must start again.
     */
    @WithDefault("10m")
    DurationSetting stateMaxAge();
}
