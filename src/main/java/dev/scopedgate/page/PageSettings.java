package dev.scopedgate.page;

import dev.scopedgate.http.SecureUri;
import dev.scopedgate.page.PageConfig.Mode;
import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.SettingsCheck;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ends the start of a production package whose page would offer a sign-in that cannot succeed. */
@Singleton
final class PageSettings implements SettingsCheck {

    private static final EnumSetting<Mode> MODE = new EnumSetting<>("scoped-gate.page", Mode.class);

    private static final String ORIGINS = "scoped-gate.page.issuer-origins";
    private static final String ORIGIN_EXAMPLE =
            "for example SCOPED_GATE_PAGE_ISSUER_ORIGINS=https://notes.auth.eu-central-1.amazoncognito.com";

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
        List<String> problems = new ArrayList<>(MODE.problems(config.mode()));
        if (problems.isEmpty()
                && production
                && mode() == Mode.FULL
                && clientId().isEmpty()) {
            problems.add(
                    "scoped-gate.page=full needs scoped-gate.page.client-id, the client id of the page at the issuer,"
                            + " for example SCOPED_GATE_PAGE_CLIENT_ID=notes-page");
        }
        problems.addAll(originProblems());
        return problems;
    }

    /** An origin and nothing more: a path in a policy would forbid what is below it (CSP 3 §6.7.2.12). */
    private List<String> originProblems() {
        List<String> problems = new ArrayList<>();
        SecureUri uris = new SecureUri(false, problems);
        for (String origin : issuerOrigins()) {
            uris.required(ORIGINS, Optional.of(origin), ORIGIN_EXAMPLE)
                    .filter(uri -> !uri.getRawPath().isEmpty())
                    .ifPresent(uri -> problems.add(
                            "scoped-gate.page.issuer-origins must be origins, without a path, " + ORIGIN_EXAMPLE));
        }
        return problems;
    }

    Mode mode() {
        return MODE.read(config.mode());
    }

    Optional<String> clientId() {
        return config.clientId().filter(id -> !id.isBlank());
    }

    List<String> issuerOrigins() {
        return config.issuerOrigins().orElse(List.of());
    }
}
