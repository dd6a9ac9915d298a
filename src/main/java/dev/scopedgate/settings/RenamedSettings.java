package dev.scopedgate.settings;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import jakarta.annotation.Priority;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The names that settings had before the library had names of its own. SmallRye Config does not see them, so that
 * {@link OldNames} can end the start with the new name instead of an unknown property.
 */
@Priority(RenamedSettings.LAST)
public final class RenamedSettings implements ConfigSourceInterceptor {

    /** After every other interceptor, so that the others see what is left. */
    static final int LAST = 10_000;

    private static final long serialVersionUID = 1L;

    private static final String ACCESS = "scoped-notes.notes.access";
    private static final Pattern OF_THE_LIBRARY =
            Pattern.compile("(?:%[\\w,-]+\\.)?scoped-notes\\.([a-z-]+)((?:\\..*)?)");

    /** The first part of each name. */
    private static final Set<String> MOVED = Set.of(
            "audience",
            "audit",
            "dangerously-allow-http",
            "dev-idp",
            "discovery",
            "gate",
            "introspection",
            "issuer",
            "issuers",
            "jwks-uri",
            "keys",
            "limits",
            "perimeter",
            "resource",
            "resource-documentation",
            "resource-name",
            "token",
            "token-cache",
            "tools-list");

    private static final String LOG_CATEGORY = "quarkus.log.category.\"scoped-notes.audit\"";

    /** The new name of a property; nothing for a name that is not an old one. */
    static Optional<String> newName(String property) {
        if (property.endsWith(ACCESS)) {
            return Optional.of("scoped-notes.access");
        }
        if (property.contains(LOG_CATEGORY)) {
            return Optional.of(property.replace("scoped-notes.audit", "scoped-gate.audit"));
        }
        Matcher name = OF_THE_LIBRARY.matcher(property);
        return name.matches() && MOVED.contains(name.group(1))
                ? Optional.of("scoped-gate." + name.group(1) + name.group(2))
                : Optional.empty();
    }

    /** Whether that environment variable stands for an old name. */
    static boolean isOldVariable(String variable) {
        String rest = variable.replaceFirst("^SCOPED_NOTES_", "");
        return variable.equals("SCOPED_NOTES_NOTES_ACCESS")
                || variable.startsWith("QUARKUS_LOG_CATEGORY__SCOPED_NOTES_AUDIT__")
                || !rest.equals(variable)
                        && MOVED.stream()
                                .map(UnknownEnvironment::variable)
                                .anyMatch(moved -> rest.equals(moved) || rest.startsWith(moved + "_"));
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return context.proceed(name);
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Iterable<String> names = context::iterateNames;
        return StreamSupport.stream(names.spliterator(), false)
                .filter(name -> newName(name).isEmpty())
                .iterator();
    }
}
