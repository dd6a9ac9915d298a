package dev.scopednotes.notes;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where the notes are kept, as an operator says it. application.properties derives both drivers' settings from it. */
@ConfigMapping(prefix = "scoped-notes.database")
interface DatabaseConfig {

    /**
     * Required: where the notes are, {@code postgresql://host:5432/db}; user and password stand beside it, never in it.
     * Without {@code ?sslmode=verify-full&sslrootcert=/path/ca.crt} whoever is on the way to the database may read and forge
     * notes.
     */
    Optional<String> url();

    /**
     * Required: the role that connects, the owner of the tables where it migrates, and one that may define no table where it
     * does not. One with more rights, and who takes over this server has them.
     */
    Optional<String> username();

    /**
     * The password of that role, where the database asks for one, taken as it is written, without expressions. Wrong, and
     * the start ends; known to others, and they reach every note without a token.
     */
    Optional<String> password();

    /**
     * How long a call waits for the database, connecting included; of a purge, each step. The database cancels what takes
     * longer. Longer, and an outage holds calls longer; shorter than a slow query, and that fails.
     */
    @WithDefault("3s")
    DurationSetting timeout();

    /** When the schema is brought up to date, a {@link Migrate}. {@code at-start} makes every replica need an owner's rights. */
    @WithDefault("at-start")
    String migrate();

    /**
     * The role of the replicas, when it is not the one that migrates: each migration grants it what a call needs, and no
     * more. Another role than theirs, and every call of a replica fails.
     */
    Optional<String> servingRole();

    /** When the schema is brought up to date. */
    enum Migrate {
        /** By each replica that starts, before its port opens. */
        AT_START,
        /** Now, and then the process ends: no port is opened. */
        ONLY,
        /** By somebody else, before: on an older schema the start ends. */
        NEVER
    }
}
