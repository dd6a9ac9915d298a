package dev.scopednotes.notes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema up to date before the HTTP port opens; a database that is wrong or away ends the start with one
 * message that names the setting and never the password.
 */
class Migration {

    /** After the check of the settings as a whole (PLATFORM_BEFORE), before everything that reads a note. */
    void migrate(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event,
            DatabaseConfig config,
            Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw new ConfigurationException("%s: the database at %s cannot be used: %s"
                    .formatted(
                            DatabaseSettings.URL,
                            DatabaseSettings.shown(config.url().orElseThrow()),
                            reason(e)));
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
