package dev.scopednotes.notes;

import dev.scopednotes.oauth.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where the notes are kept, as an operator says it. application.properties derives both drivers' settings from it. */
@ConfigMapping(prefix = "scoped-notes.database")
interface DatabaseConfig {

    /**
     * Required: where the notes are, {@code postgresql://host:5432/db}; user and password stand beside it, never in it.
     * Wrong, and the start ends, or notes go where they are not looked for.
     */
    Optional<String> url();

    /**
     * Required: the role that owns the tables, which it creates at the first start. Wrong, and the start ends; one with
     * more rights, and who takes over this server has them.
     */
    Optional<String> username();

    /**
     * The password of that role, where the database asks for one. Wrong, and the start ends; known to others, and they
     * reach every note without a token.
     */
    Optional<String> password();

    /**
     * How long a call waits for the database, connecting included. Longer, and an outage holds calls longer; shorter
     * than a slow query, and that fails.
     */
    @WithDefault("3s")
    DurationSetting timeout();
}
