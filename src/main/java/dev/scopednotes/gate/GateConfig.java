package dev.scopednotes.gate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the gate words its refusals; nothing here changes a decision. */
@ConfigMapping(prefix = "scoped-notes.gate")
interface GateConfig {

    /**
     * Which scopes the challenge of a 403 asks for. With {@code needed}, clients that ask for exactly the challenged scopes
     * lose those that they hold.
     */
    @WithDefault("union")
    ChallengeScope challengeScope();

    /** Together with those held, or the bare minimum. */
    enum ChallengeScope {
        union,
        needed
    }
}
