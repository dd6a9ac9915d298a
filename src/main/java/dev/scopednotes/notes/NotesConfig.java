package dev.scopednotes.notes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How notes are shared. */
@ConfigMapping(prefix = "scoped-notes.notes")
interface NotesConfig {

    /**
     * Whose notes a token reaches, {@link Access}: its own {@code sub}'s, or with {@code admin:notes} everybody's; or
     * everybody's in any case. With {@code shared} on a server of many users, everybody reads everybody's notes.
     */
    @WithDefault("own")
    String access();

    /** Whose notes a token reaches, its scope given. */
    enum Access {
        /** Its own user's, or everybody's when it carries {@code admin:notes}. */
        OWN,
        /** Everybody's: the scope is the whole model. */
        SHARED
    }
}
