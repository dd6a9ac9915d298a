package dev.scopednotes.notes.schema;

import dev.scopednotes.notes.database.DatabaseConfig;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Flyway with the migrations of this version, on connections of its own. Made only when the schema has to be migrated or
 * examined: its classes and those of the JDBC driver take longer to load than all else of the start takes.
 */
final class MigrationRun {

    private static final int CONNECT_SECONDS = 10;

    private MigrationRun() {}

    static Flyway of(DatabaseConfig config) {
        return Flyway.configure()
                .dataSource(dataSource(config))
                .resourceProvider(new MigrationFiles())
                .javaMigrationClassProvider(List::of)
                // during an update and after a rollback, an older replica starts on a newer schema
                .ignoreMigrationPatterns("*:future")
                .placeholders(Map.of("serving_role", servingRole(config)))
                .load();
    }

    /** The role to which {@code afterMigrate.sql} grants what a call needs: the replicas' role, else the connecting one. */
    private static String servingRole(DatabaseConfig config) {
        String role = config.servingRole().or(config::username).orElse("");
        // the statement has it between double quotes
        return role.replace("\"", "\"\"");
    }

    private static PGSimpleDataSource dataSource(DatabaseConfig config) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl("jdbc:" + config.url().orElseThrow());
        database.setUser(config.username().orElseThrow());
        config.password().ifPresent(database::setPassword);
        database.setLoginTimeout(CONNECT_SECONDS);
        database.setConnectTimeout(CONNECT_SECONDS);
        // no server-side prepared statements: behind a connection pooler the next statement may run in another session
        database.setPrepareThreshold(0);
        return database;
    }
}
