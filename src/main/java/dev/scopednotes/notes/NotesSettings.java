package dev.scopednotes.notes;

import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.SettingsCheck;
import dev.scopednotes.notes.NotesConfig.Access;
import jakarta.inject.Singleton;
import java.util.List;

/** Ends the start if {@code scoped-notes.access} is not a known word. */
@Singleton
class NotesSettings implements SettingsCheck {

    private static final EnumSetting<Access> ACCESS = new EnumSetting<>("scoped-notes.access", Access.class);

    private final NotesConfig config;

    NotesSettings(NotesConfig config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        return ACCESS.problems(config.access());
    }

    Access access() {
        return ACCESS.read(config.access());
    }
}
