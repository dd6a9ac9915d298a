package dev.scopednotes.dev;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.StaticInitSafe;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Answers {@code scoped-notes.database.url}, {@code username} and {@code password} in dev and test with a PostgreSQL that it
 * starts at the first question, when nobody gave another; in production it answers nothing.
 *
 * <p>A configuration source rather than a bean, because the database must be there before the connection pools are.
 */
@StaticInitSafe
public final class EmbeddedDatabase implements ConfigSource {

    private static final String DATABASE = "scoped-notes.database.";

    /** Below application.properties (250), the environment and system properties: any setting wins over this. */
    @Override
    public int getOrdinal() {
        return 50;
    }

    @Override
    public String getName() {
        return "embedded PostgreSQL (dev and test only)";
    }

    /** Nothing is listed: a listed value would be asked for at build time and recorded in the application. */
    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public String getValue(String propertyName) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
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
