package dev.scopedgate.gate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the gate words its refusals and what the list of tools shows; nothing here changes a decision. */
@ConfigMapping(prefix = "scoped-notes")
interface GateConfig {

    /** Its refusals. */
    Refusals gate();

    /**
     * What {@code tools/list} shows, {@link ToolsList}: every tool with the scope that it needs, or those that the
     * token reaches. With {@code filter}, clients that call only what they see never meet the 403 from which they could
     * step up.
     */
    @WithDefault("annotate")
    String toolsList();

    /** All, each with the scope that it needs, or only those that the token reaches. */
    enum ToolsList {
        ANNOTATE,
        FILTER
    }

    /** What a 403 says. */
    interface Refusals {
        /**
         * Which scopes the challenge of a 403 asks for, {@link ChallengeScope}: needed and held ones together, or the
         * needed one alone. With {@code needed}, clients that ask for exactly the challenged scopes lose those that
         * they hold.
         */
        @WithDefault("union")
        String challengeScope();
    }

    /** Together with those held, or the bare minimum. */
    enum ChallengeScope {
        UNION,
        NEEDED
    }
}
