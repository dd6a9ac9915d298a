package dev.scopednotes.dev;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.StaticInitSafe;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Provides {@code scoped-notes.database.url}, {@code username} and {@code password} in dev and test, if they are not
 * set, from an embedded PostgreSQL started at the first lookup. In production it provides nothing.
 *
 * <p>A configuration source rather than a bean, because connection pools need the database before beans start.
 */
@StaticInitSafe
public final class EmbeddedDatabase implements ConfigSource {

    private static final String DATABASE = "scoped-notes.database.";

    /** Lower than application.properties (250), the environment and system properties, which all override this. */
    @Override
    public int getOrdinal() {
        return 50;
    }

    @Override
    public String getName() {
        return "embedded PostgreSQL (dev and test only)";
    }

    /** Lists nothing: a listed value would be read at build time and recorded in the application. */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public String getValue(String propertyName) {
        if (LaunchMode.current().isProduction()) {
            return null;
        }
        return switch (propertyName) {
            case DATABASE + "url" -> PostgresProcess.url();
            case DATABASE + "username" -> PostgresProcess.ROLE;
            case DATABASE + "password" -> PostgresProcess.password();
            default -> null;
        };
    }
}
