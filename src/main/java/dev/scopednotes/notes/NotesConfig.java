package dev.scopednotes.notes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which users' notes a token may access. */
@ConfigMapping(prefix = "scoped-notes")
interface NotesConfig {

    /**
     * Whose notes a token reaches, {@link Access}: the notes of its own {@code sub}, or with {@code admin:notes} those
     * of everybody; or those of everybody with any token. Risk with {@code shared} on a server of several users:
     * everybody reads everybody's notes.
     */
    @WithDefault("own")
    String access();

    /** Which users' notes a token may access, if it has the tool's scope. */
    enum Access {
        /** Its own user's notes, or everybody's if it has {@code admin:notes}. */
        OWN,
        /** Everybody's notes: only the scope decides. */
        SHARED
    }
}
