package dev.scopednotes.keycloak;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every walk the same {@link Installation}: started for the first, stopped after the last. */
final class WithInstallation implements ParameterResolver {

    private static final Namespace OURS = Namespace.create(Installation.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Installation resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(Attempt.class, key -> Attempt.start(), Attempt.class)
                .installation();
    }

    /** The one start: if it fails, all walks fail with it, and none waits for another. */
    private record Attempt(Installation started, Exception failure) implements AutoCloseable {

        static Attempt start() {
            try {
                return new Attempt(Installation.start(), null);
            } catch (Exception e) {
                return new Attempt(null, e);
            }
        }

        Installation installation() {
            if (failure != null) {
                throw new IllegalStateException("it did not start", failure);
            }
            return started;
        }

        @Override
        public void close() throws IOException {
            if (started != null) {
                started.stop();
            }
        }
    }
}
