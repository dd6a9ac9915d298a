package dev.scopednotes.notes.schema;

import dev.scopednotes.notes.database.CallDeadline;
import dev.scopednotes.notes.database.DatabaseConfig;
import dev.scopednotes.notes.database.DatabaseConfig.Migrate;
import dev.scopednotes.notes.database.DatabaseSettings;
import dev.scopednotes.notes.database.Statements;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Migrates the schema before the HTTP port opens, or requires that it is current. If the database is unreachable,
 * unusable or not migrated, the start ends with one message that names the setting and never the password.
 *
 * <p>One statement shows that a schema is current; its answer is awaited when everything else is ready. Only otherwise
 * Flyway is loaded.
 */
@Singleton
class Migration {

    /** After all else of the application; only what it then says, in dev, comes later. */
    private static final int LAST = Integer.MAX_VALUE - 1;

    private final DatabaseConfig config;
    private final DatabaseSettings settings;
    private final Statements statements;
    private CompletableFuture<Boolean> current = CompletableFuture.completedFuture(false);

    Migration(DatabaseConfig config, DatabaseSettings settings, Statements statements) {
        this.config = config;
        this.settings = settings;
        this.statements = statements;
    }

    /** Runs after the check of all settings (PLATFORM_BEFORE), and does not wait for the answer. */
    void ask(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) StartupEvent event) {
        if (settings.migrate() == Migrate.ONLY || grantsToAnotherRole()) {
            return;
        }
        current = statements
                .read(
                        SchemaHistory.STATEMENT,
                        Tuple.tuple(),
                        CallDeadline.in(config.timeout().read()))
                .map(SchemaHistory::isCurrent)
                // Flyway says what is wrong
                .otherwise(false)
                .toCompletionStage()
                .toCompletableFuture();
    }

    /** With a current schema too: the role may have changed. */
    private boolean grantsToAnotherRole() {
        return settings.migrate() == Migrate.AT_START
                && config.servingRole().isPresent()
                && !config.servingRole().equals(config.username());
    }

    /** Runs before the issuers are contacted, which a process that only migrates does not need. */
    void migrateOnly(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        if (settings.migrate() == Migrate.ONLY) {
            String database = DatabaseSettings.shown(config.url().orElseThrow());
            run(database, Flyway::migrate);
            throw end("The schema of %s is up to date.".formatted(database));
        }
    }

    /** Runs when all else is ready: the port opens next. */
    void migrate(@Observes @Priority(LAST) StartupEvent event) {
        if (current.join()) {
            return;
        }
        String database = DatabaseSettings.shown(config.url().orElseThrow());
        run(
                database,
                settings.migrate() == Migrate.NEVER ? flyway -> requireCurrent(flyway, database) : Flyway::migrate);
    }

    private void run(String database, Consumer<Flyway> work) {
        try {
            work.accept(MigrationRun.of(config));
        } catch (FlywayException e) {
            throw new ConfigurationException(
                    "%s: the database at %s cannot be used: %s".formatted(DatabaseSettings.URL, database, reason(e)));
        } catch (IllegalArgumentException e) {
            // the message of the driver has the whole URL
            throw new ConfigurationException(
                    "%s: the JDBC driver of PostgreSQL cannot read the URL of %s, or its parameters"
                            .formatted(DatabaseSettings.URL, database));
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
