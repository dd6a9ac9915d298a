package dev.scopednotes.notes;

import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.SettingsCheck;
import dev.scopednotes.notes.PurgeConfig.Confirm;
import jakarta.inject.Singleton;
import java.util.List;

/** Ends the start if {@code scoped-notes.purge.confirm} is not a known word. */
@Singleton
class PurgeSettings implements SettingsCheck {

    private static final EnumSetting<Confirm> CONFIRM = new EnumSetting<>("scoped-notes.purge.confirm", Confirm.class);

    private final PurgeConfig config;

    PurgeSettings(PurgeConfig config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        return CONFIRM.problems(config.confirm());
    }

    Confirm confirm() {
        return CONFIRM.read(config.confirm());
    }
}
