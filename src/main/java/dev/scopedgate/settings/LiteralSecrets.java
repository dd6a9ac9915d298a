package dev.scopedgate.settings;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;

/**
 * Uses configured secrets literally: no {@code ${…}} is resolved and no {@code $$} or backslash is removed, because a
 * secret may contain any character.
 */
@Priority(Priorities.APPLICATION)
public final class LiteralSecrets implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;
    private static final String DATABASE_PASSWORD = "scoped-notes.database.password";

    /** Derived from it in application.properties: the same secret, not resolved a second time. */
    private static final String DATASOURCE_PASSWORD = "quarkus.datasource.password";

    private static final String DERIVED = "${" + DATABASE_PASSWORD + ":}";

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        if (!Expressions.isEnabled()) {
            // at build time application.properties is copied into the package unresolved
            return context.proceed(name);
        }
        if (name.equals(DATASOURCE_PASSWORD)) {
            ConfigValue written = literal(context, name);
            // a value that the operator set instead is left to the framework
            return written != null && DERIVED.equals(written.getValue())
                    ? derived(written, literal(context, DATABASE_PASSWORD))
                    : context.proceed(name);
        }
        return isSecret(name) ? literal(context, name) : context.proceed(name);
    }

    private static boolean isSecret(String name) {
        return name.equals(DATABASE_PASSWORD)
                || name.startsWith("scoped-gate.state-key")
                || name.startsWith("scoped-gate.") && name.endsWith(".client-secret");
    }

    private static ConfigValue literal(ConfigSourceInterceptorContext context, String name) {
        return Expressions.withoutExpansion(() -> context.proceed(name));
    }

    private static ConfigValue derived(ConfigValue written, ConfigValue secret) {
        return written.withValue(secret == null ? "" : secret.getValue());
    }
}
