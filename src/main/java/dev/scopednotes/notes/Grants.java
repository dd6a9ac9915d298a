package dev.scopednotes.notes;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Tells the migration whom {@code afterMigrate.sql} grants what a call needs: the replicas' role, or its own. */
@Singleton
class Grants implements FlywayConfigurationCustomizer {

    private final DatabaseConfig config;

    Grants(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        String role = config.servingRole().or(config::username).orElse("");
        // it stands between quotes in the statement
        configuration.placeholders(Map.of("serving_role", role.replace("\"", "\"\"")));
    }
}
