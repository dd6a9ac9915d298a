package dev.scopedgate.page;

import dev.scopedgate.page.PageConfig.Mode;
import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.SettingsCheck;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Ends the start of a production package whose page would offer a sign-in that cannot succeed. */
@Singleton
final class PageSettings implements SettingsCheck {

    private static final EnumSetting<Mode> MODE = new EnumSetting<>("scoped-gate.page", Mode.class);

    private final PageConfig config;
    private final boolean production;

    @Inject
    PageSettings(PageConfig config) {
        this(config, LaunchMode.current().isProduction());
    }

    PageSettings(PageConfig config, boolean production) {
        this.config = config;
        this.production = production;
    }

    @Override
    public List<String> problems() {
        List<String> problems = MODE.problems(config.mode());
        if (problems.isEmpty()
                && production
                && mode() == Mode.FULL
                && clientId().isEmpty()) {
            return List.of(
                    "scoped-gate.page=full needs scoped-gate.page.client-id, the client id of the page at the issuer,"
                            + " for example SCOPED_GATE_PAGE_CLIENT_ID=notes-page");
        }
        return problems;
    }

    Mode mode() {
        return MODE.read(config.mode());
    }

    Optional<String> clientId() {
        return config.clientId().filter(id -> !id.isBlank());
    }
}
