package dev.scopedgate.settings;

import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The key that all replicas share and the former one; ends the start if one is too weak. */
@Singleton
public class StateKeys implements SettingsCheck {

    private static final String KEY = "scoped-gate.state-key";
    private static final String PREVIOUS = "scoped-gate.state-key-previous";
    private static final String FORM =
            "32 or more random bytes in base64, " + SettingsCheck.example(KEY, "$(openssl rand -base64 32)");

    private final StateKeyConfig config;
    private final Optional<StateKey> generated;

    public StateKeys(StateKeyConfig config) {
        this.config = config;
        generated = config.stateKey().isEmpty() && !LaunchMode.current().isProduction()
                ? Optional.of(StateKey.generated())
                : Optional.empty();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(problems(KEY, config.stateKey()));
        problems.addAll(problems(PREVIOUS, config.stateKeyPrevious()));
        return problems;
    }

    /** The problem if there is no key, for a use that needs one because of {@code reason}. */
    public List<String> missing(String reason) {
        return config.stateKey().isEmpty() && generated.isEmpty()
                ? List.of(
                        KEY + " is not set: it is required, because " + reason + "; the same for all replicas, " + FORM)
                : List.of();
    }

    /** The first one is for what is made now, the others only for what was made before; none if none is set. */
    public List<StateKey> keys() {
        return Stream.of(generated, key(config.stateKey()), key(config.stateKeyPrevious()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<String> problems(String property, Optional<String> value) {
        return value.isPresent() && key(value).isEmpty() ? List.of(property + " must be " + FORM) : List.of();
    }

    private static Optional<StateKey> key(Optional<String> value) {
        return value.flatMap(StateKey::of);
    }
}
