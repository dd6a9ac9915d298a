package dev.scopednotes.notes;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Migrates the schema before the HTTP port opens, or requires that it is current. If the database is unreachable,
 * unusable or not migrated, the start ends with one message that names the setting and never the password.
 */
class Migration {

    /** Runs after the check of all settings (PLATFORM_BEFORE) and before anything that reads a note. */
    void migrate(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event,
            DatabaseConfig config,
            DatabaseSettings settings,
            Flyway flyway) {
        String database = DatabaseSettings.shown(config.url().orElseThrow());
        try {
            switch (settings.migrate()) {
                case AT_START -> flyway.migrate();
                case ONLY -> {
                    flyway.migrate();
                    throw end("The schema of %s is up to date.".formatted(database));
                }
                case NEVER -> requireCurrent(flyway, database);
            }
        } catch (FlywayException e) {
            throw new ConfigurationException(
                    "%s: the database at %s cannot be used: %s".formatted(DatabaseSettings.URL, database, reason(e)));
        }
    }

    /** Ends the process with exit code 0 and this message, before the port opens. */
    private static RuntimeException end(String message) {
        // the wrapper makes Quarkus end instead of waiting as a running server
        return new IllegalStateException(new PreventFurtherStepsException(message, 0));
    }

    /** A newer schema is accepted: during an update, older replicas run beside newer ones. */
    private static void requireCurrent(Flyway flyway, String database) {
        if (!flyway.validateWithResult().validationSuccessful) {
            throw new ConfigurationException(
                    ("scoped-notes.database.migrate=never: the schema of %s is not the one that this"
                                    + " version needs; first run this version with SCOPED_NOTES_DATABASE_MIGRATE=only, as the role"
                                    + " that owns the tables")
                            .formatted(database));
        }
    }

    /** The driver's message, if there is one: it says what is wrong, without the statement. */
    private static String reason(FlywayException failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        Throwable said = cause == null ? failure : cause;
        Throwable why = said.getCause();
        // for example, only the cause names an unknown host
        return why == null || why.getMessage() == null
                ? said.getMessage().strip()
                : said.getMessage().strip() + " (" + why.getMessage().strip() + ")";
    }
}
