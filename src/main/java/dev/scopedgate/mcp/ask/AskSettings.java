package dev.scopedgate.mcp.ask;

import dev.scopedgate.settings.SettingsCheck;
import dev.scopedgate.settings.StateKey;
import dev.scopedgate.settings.StateKeys;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ends the start if {@link Ask} is used in production without a key that replicas can share. */
@Singleton
class AskSettings implements SettingsCheck {

    private final AskConfig config;
    private final StateKeys keys;
    private final BeanManager beans;

    AskSettings(AskConfig config, StateKeys keys, BeanManager beans) {
        this.config = config;
        this.keys = keys;
        this.beans = beans;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(config.stateMaxAge()
                .problems("scoped-gate.state-max-age", Duration.ofSeconds(10), Duration.ofHours(24), "10m"));
        if (isUsed()) {
            problems.addAll(keys.missing("a tool, prompt or resource asks its client"));
        }
        return problems;
    }

    /** The key that encrypts, and the former one; none if {@link Ask} is not used. */
    List<StateKey> keys() {
        return keys.keys();
    }

    Duration maxAge() {
        return config.stateMaxAge().read();
    }

    /** Quarkus removes beans that nothing injects. */
    private boolean isUsed() {
        return !beans.getBeans(Ask.class).isEmpty();
    }
}
