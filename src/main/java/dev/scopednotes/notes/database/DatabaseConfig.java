package dev.scopednotes.notes.database;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The database of the notes. application.properties derives the settings of both drivers from this. */
@ConfigMapping(prefix = "scoped-notes.database")
public interface DatabaseConfig {

    /**
     * Required: the URL of the database, {@code postgresql://host:5432/db}, without user and password, which have
     * settings of their own. Risk without {@code ?sslmode=verify-full&sslrootcert=/path/ca.crt}: anyone on the network
     * path to the database can read and forge notes.
     */
    Optional<String> url();

    /**
     * Required: the role that connects. It must own the tables where this server migrates, and should not be able to
     * define tables where it does not. Risk if the role has more rights: anyone who takes over this server has them too.
     */
    Optional<String> username();

    /**
     * The password of that role, if the database asks for one, used literally: expressions are not resolved. If it is
     * wrong, the start ends. Risk if others know it: they reach every note without a token.
     */
    Optional<String> password();

    /**
     * How long a call waits for the database, connecting included; for a purge, each step. The database cancels a
     * statement that takes longer. Risk if too long: an outage holds calls longer. If it is shorter than a slow query
     * takes, that query fails.
     */
    @WithDefault("3s")
    DurationSetting timeout();

    /**
     * When the schema is migrated, {@link Migrate}: by each replica that starts, by a process that migrates and ends,
     * or not at all. Risk with {@code at-start}: every replica needs the rights of the owner of the tables.
     */
    @WithDefault("at-start")
    String migrate();

    /**
     * The role of the replicas, if another role migrates: each migration grants it what a call needs, and no more. If
     * it is not the role of the replicas, every call fails.
     */
    Optional<String> servingRole();

    /** When the schema is migrated. */
    enum Migrate {
        /** By each replica that starts, before its port opens. */
        AT_START,
        /** By this process, which then ends without opening a port. */
        ONLY,
        /** By another process, before: on an older schema the start ends. */
        NEVER
    }
}
