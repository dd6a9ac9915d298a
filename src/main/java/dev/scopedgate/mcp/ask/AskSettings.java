package dev.scopedgate.mcp.ask;

import dev.scopedgate.settings.SettingsCheck;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends the start if {@link Ask} is used in production without a key that replicas can share, or a key is too weak. */
@Singleton
class AskSettings implements SettingsCheck {

    private static final String KEY = "scoped-gate.state-key";
    private static final String PREVIOUS = "scoped-gate.state-key-previous";
    private static final String FORM =
            "32 or more random bytes in base64, " + SettingsCheck.example(KEY, "$(openssl rand -base64 32)");

    private final AskConfig config;
    private final BeanManager beans;
    private final Optional<StateKey> generated;

    AskSettings(AskConfig config, BeanManager beans) {
        this.config = config;
        this.beans = beans;
        generated = config.stateKey().isEmpty() && !LaunchMode.current().isProduction()
                ? Optional.of(StateKey.generated())
                : Optional.empty();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(config.stateMaxAge()
                .problems("scoped-gate.state-max-age", Duration.ofSeconds(10), Duration.ofHours(24), "10m"));
        problems.addAll(problems(KEY, config.stateKey()));
        problems.addAll(problems(PREVIOUS, config.stateKeyPrevious()));
        if (config.stateKey().isEmpty() && generated.isEmpty() && isUsed()) {
            problems.add(
                    KEY + " is not set: it is required, because a tool, prompt or resource asks its client; the same"
                            + " for all replicas, " + FORM);
        }
        return problems;
    }

    /** The key that encrypts, and the former one; none if {@link Ask} is not used. */
    List<StateKey> keys() {
        return Stream.of(generated, key(config.stateKey()), key(config.stateKeyPrevious()))
                .flatMap(Optional::stream)
                .toList();
    }

    Duration maxAge() {
        return config.stateMaxAge().read();
    }

    private static List<String> problems(String property, Optional<String> value) {
        return value.isPresent() && key(value).isEmpty() ? List.of(property + " must be " + FORM) : List.of();
    }

    private static Optional<StateKey> key(Optional<String> value) {
        return value.flatMap(StateKey::of);
    }

    /** Quarkus removes beans that nothing injects. */
    private boolean isUsed() {
        return !beans.getBeans(Ask.class).isEmpty();
    }
}
