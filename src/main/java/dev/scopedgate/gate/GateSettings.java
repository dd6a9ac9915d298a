package dev.scopedgate.gate;

import dev.scopedgate.gate.GateConfig.ChallengeScope;
import dev.scopedgate.gate.GateConfig.ToolsList;
import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Rejects unknown values of the gate's settings. */
@Singleton
class GateSettings implements SettingsCheck {

    private static final EnumSetting<ToolsList> TOOLS_LIST =
            new EnumSetting<>("scoped-gate.tools-list", ToolsList.class);
    private static final EnumSetting<ChallengeScope> CHALLENGE_SCOPE =
            new EnumSetting<>("scoped-gate.gate.challenge-scope", ChallengeScope.class);

    private final GateConfig config;

    GateSettings(GateConfig config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        return Stream.concat(
                        TOOLS_LIST.problems(config.toolsList()).stream(),
                        CHALLENGE_SCOPE.problems(config.gate().challengeScope()).stream())
                .toList();
    }

    ToolsList toolsList() {
        return TOOLS_LIST.read(config.toolsList());
    }

    ChallengeScope challengeScope() {
        return CHALLENGE_SCOPE.read(config.gate().challengeScope());
    }
}
