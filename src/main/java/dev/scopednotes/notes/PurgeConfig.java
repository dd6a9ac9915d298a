package dev.scopednotes.notes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How notes are deleted. */
@ConfigMapping(prefix = "scoped-notes.purge")
interface PurgeConfig {

    /**
     * Whether {@code admin_purge} asks its person before it deletes, {@link Confirm}: where the client can be asked,
     * always, or never. A client can be asked if it speaks MCP 2026-07-28 and declares the capability {@code elicitation}.
     * Risk with {@code when-possible}: for other clients the agent alone decides. With {@code always} those clients
     * cannot delete. Risk with {@code never}: the agent alone always decides.
     */
    @WithDefault("when-possible")
    String confirm();

    /** When a person is asked. */
    enum Confirm {
        /** Where the client can be asked. */
        WHEN_POSSIBLE,
        /** Always: a client that cannot be asked is refused. */
        ALWAYS,
        /** Never. */
        NEVER
    }
}
