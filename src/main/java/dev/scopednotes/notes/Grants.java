package dev.scopednotes.notes;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Sets the role to which {@code afterMigrate.sql} grants what a call needs: the replicas' role, else the connecting
 * one.
 */
@Singleton
class Grants implements FlywayConfigurationCustomizer {

    private final DatabaseConfig config;

    Grants(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        String role = config.servingRole().or(config::username).orElse("");
        // the statement has it between double quotes
        configuration.placeholders(Map.of("serving_role", role.replace("\"", "\"\"")));
    }
}
