package dev.scopedgate.mcp.ask;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the state of a call that asks its client is protected on its way through the client. */
@ConfigMapping(prefix = "scoped-gate")
interface AskConfig {

    /**
     * How long a client may take to answer one round of questions. Risk if too long: an old answer can be sent again for
     * longer. Risk if too short: people must start again.
     */
    @WithDefault("10m")
    DurationSetting stateMaxAge();
}
