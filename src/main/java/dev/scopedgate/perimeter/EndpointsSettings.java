package dev.scopedgate.perimeter;

import dev.scopedgate.http.EndpointsConfig;
import dev.scopedgate.http.EndpointsConfig.Reach;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ends the start if a path of the gate cannot be compared as it is written, or is, contains or is below another path of
 * the gate: a request would be for two endpoints.
 */
@Singleton
class EndpointsSettings implements SettingsCheck {

    private static final String PREFIX = "scoped-gate.endpoints.";
    private static final EnumSetting<Reach> REACH = new EnumSetting<>(PREFIX + "reach", Reach.class);

    /** Segments of unreserved characters; none is a dot segment (RFC 3986 §2.3, §3.3). */
    private static final Pattern PLAIN = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+");

    private final EndpointsConfig config;
    private final GatedPaths paths;

    EndpointsSettings(EndpointsConfig config, GatedPaths paths) {
        this.config = config;
        this.paths = paths;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(REACH.problems(config.reach()));
        check("whoami", paths.whoami(), paths.scopes(), problems);
        check("scopes", paths.scopes(), paths.whoami(), problems);
        return problems;
    }

    private static void check(String name, Optional<String> path, Optional<String> other, List<String> problems) {
        if (path.isEmpty()) {
            return;
        }
        String example =
                ", for example SCOPED_GATE_ENDPOINTS_%s=/gate/%s".formatted(name.toUpperCase(Locale.ROOT), name);
        if (!PLAIN.matcher(path.get()).matches()) {
            problems.add(
                    PREFIX + name + " must be a path that begins with / and has letters, digits and . _ ~ - between"
                            + " slashes, or off" + example);
        } else if (GatedPaths.isWithin(path.get(), GatedPaths.MCP)
                || GatedPaths.isWithin(path.get(), GatedPaths.METADATA)
                || GatedPaths.isWithin(GatedPaths.METADATA, path.get())
                || GatedPaths.isWithin(path.get(), GatedPaths.PAGE)
                || other.isPresent() && GatedPaths.isWithin(path.get(), other.get())) {
            problems.add(PREFIX + name + " must not be another path of the gate, nor below or above one" + example);
        }
    }
}
