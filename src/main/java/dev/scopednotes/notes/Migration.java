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
 * Brings the schema up to date before the HTTP port opens, or makes sure that somebody did; a database that is wrong,
 * away or behind ends the start with one message that names the setting and never the password.
 */
class Migration {

    /** After the check of the settings as a whole (PLATFORM_BEFORE), before everything that reads a note. */
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

    /** The end of the process, with success and these words, before the port opens. */
    private static RuntimeException end(String message) {
        // by itself Quarkus would take it for a server that is up, and wait
        return new IllegalStateException(new PreventFurtherStepsException(message, 0));
    }

    /** A schema that is newer is none of our business: during an update the older replicas serve beside the newer ones. */
    private static void requireCurrent(Flyway flyway, String database) {
        if (!flyway.validateWithResult().validationSuccessful) {
            throw new ConfigurationException(
                    ("scoped-notes.database.migrate=never: the schema of %s is not the one that this"
                                    + " version needs; first run this version with SCOPED_NOTES_DATABASE_MIGRATE=only, as the role"
                                    + " that owns the tables")
                            .formatted(database));
        }
    }

    /** The driver's own words where there are any: they say what is wrong, without the statement. */
    private static String reason(FlywayException failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        Throwable said = cause == null ? failure : cause;
        Throwable why = said.getCause();
        // an unknown host, for one, is named only by the cause
        return why == null || why.getMessage() == null
                ? said.getMessage().strip()
                : said.getMessage().strip() + " (" + why.getMessage().strip() + ")";
    }
}
