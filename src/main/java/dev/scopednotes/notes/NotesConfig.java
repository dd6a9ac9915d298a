package dev.scopednotes.notes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may reach whose notes. */
@ConfigMapping(prefix = "scoped-notes")
interface NotesConfig {

    /**
     * Whose notes a token reaches, {@link Access}: the notes of its own {@code sub}, or with {@code admin:notes} those
     * of everybody; or those of everybody with any token. Risk with {@code shared} on a server of several users:
     * everybody reads everybody's notes.
     */
    @WithDefault("own")
    String access();

    /** Whose notes a token reaches, if it has the scope of the tool. */
    enum Access {
        /** Those of its own user, or of everybody if it holds {@code admin:notes}. */
        OWN,
        /** Those of everybody: only the scope decides. */
        SHARED
    }
}
