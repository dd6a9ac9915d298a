package dev.scopednotes.notes.database;

import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.SettingsCheck;
import dev.scopednotes.notes.database.DatabaseConfig.Migrate;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Ends the start if the database URL is missing or incomplete, before anything connects; never shows a password. */
@Singleton
public class DatabaseSettings implements SettingsCheck {

    public static final String URL = "scoped-notes.database.url";
    private static final Pattern ROLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_$-]{0,62}");

    private static final EnumSetting<Migrate> MIGRATE =
            new EnumSetting<>("scoped-notes.database.migrate", Migrate.class);

    private final DatabaseConfig config;

    DatabaseSettings(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(config.timeout()
                .problems("scoped-notes.database.timeout", Duration.ofMillis(100), Duration.ofMinutes(1), "3s"));
        if (config.url().filter(url -> !url.isBlank()).isEmpty()) {
            problems.add(URL + " is not set: it is required, for example"
                    + " SCOPED_NOTES_DATABASE_URL=postgresql://db.example.com:5432/notes");
        } else if (!isComplete(config.url().get())) {
            // not shown: the value may hold a password
            problems.add(URL + " must be a URL such as postgresql://host:5432/notes; user and password go into"
                    + " scoped-notes.database.username and scoped-notes.database.password");
        }
        if (config.username().filter(name -> !name.isBlank()).isEmpty()) {
            problems.add("scoped-notes.database.username is not set: it is required, for example"
                    + " SCOPED_NOTES_DATABASE_USERNAME=notes");
        }
        config.url()
                .filter(DatabaseSettings::isComplete)
                .ifPresent(url -> problems.addAll(DatabaseTls.of(url).problems()));
        problems.addAll(MIGRATE.problems(config.migrate()));
        problems.addAll(servingRoleProblems());
        return problems;
    }

    public Migrate migrate() {
        return MIGRATE.read(config.migrate());
    }

    private List<String> servingRoleProblems() {
        return config.servingRole().filter(role -> !ROLE.matcher(role).matches()).stream()
                .map(role ->
                        "scoped-notes.database.serving-role must be the name of a role: letters, digits, _, - and $,"
                                + " for example SCOPED_NOTES_DATABASE_SERVING_ROLE=notes_server")
                .toList();
    }

    static boolean isComplete(String url) {
        try {
            URI uri = URI.create(url);
            return "postgresql".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPath() != null
                    && uri.getPath().length() > 1
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }

    /** The URL for messages, without its query, which may hold a secret. */
    public static String shown(String url) {
        URI uri = URI.create(url);
        return "%s://%s%s".formatted(uri.getScheme(), uri.getRawAuthority(), uri.getRawPath());
    }
}
