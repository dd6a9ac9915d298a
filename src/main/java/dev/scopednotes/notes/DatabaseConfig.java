package dev.scopednotes.notes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where the notes are kept, as an operator says it. application.properties derives both drivers' settings from it. */
@ConfigMapping(prefix = "scoped-notes.database")
interface DatabaseConfig {

    /** {@code postgresql://host:5432/db}, required; user and password stand beside it, never in it. */
    Optional<String> url();

    /** The role that owns the tables: it needs to create them at the first start. */
    Optional<String> username();

    /** Its password. */
    Optional<String> password();

    /** How long a call waits for the database, connecting included. Longer, and an outage holds calls longer. */
    @WithDefault("3s")
    Duration timeout();
}
