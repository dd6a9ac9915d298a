package dev.scopedgate.gate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the gate words its refusals and what {@code tools/list} shows. No setting here changes a decision. */
@ConfigMapping(prefix = "scoped-gate")
interface GateConfig {

    /** The wording of refusals. */
    Refusals gate();

    /**
     * What {@code tools/list} shows, {@link ToolsList}: every tool with the scope that it requires, or only the tools
     * that the token may call. Risk with {@code filter}: a client that calls only the tools it sees never gets the 403
     * that tells it to ask for more scopes.
     */
    @WithDefault("annotate")
    String toolsList();

    /** All tools, each with the scope that it requires, or only the tools that the token may call. */
    enum ToolsList {
        ANNOTATE,
        FILTER
    }

    /** What a 403 says. */
    interface Refusals {
        /**
         * Which scopes the challenge of a 403 asks for, {@link ChallengeScope}: the scopes that the token holds
         * together with the missing one, or the missing one alone. Risk with {@code needed}: a client that asks for
         * exactly the challenged scopes loses the ones that it holds.
         */
        @WithDefault("union")
        String challengeScope();
    }

    /** The held and the missing scopes together, or the missing one alone. */
    enum ChallengeScope {
        UNION,
        NEEDED
    }
}
