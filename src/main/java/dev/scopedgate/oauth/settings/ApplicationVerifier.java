package dev.scopedgate.oauth.settings;

import dev.scopedgate.oauth.TokenVerifier;
import dev.scopedgate.settings.SettingsCheck;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The application's {@link TokenVerifier}, if it has one. Ends the start if there are two, or if a setting would have the
 * gate judge tokens as well.
 */
@Singleton
public class ApplicationVerifier implements SettingsCheck {

    private final List<InstanceHandle<TokenVerifier>> verifiers;
    private final Optional<ResourceServerConfig> config;

    // @Any: an unnoticed verifier would leave the judgement to the issuer's keys
    @Inject
    ApplicationVerifier(@All @Any List<InstanceHandle<TokenVerifier>> verifiers, ResourceServerConfig config) {
        this.verifiers = verifiers;
        this.config = Optional.of(config);
    }

    private ApplicationVerifier() {
        verifiers = List.of();
        config = Optional.empty();
    }

    /** That of an application without a verifier. */
    public static ApplicationVerifier none() {
        return new ApplicationVerifier();
    }

    public boolean exists() {
        return !verifiers.isEmpty();
    }

    /** The one that judges; only if one {@link #exists}. */
    public TokenVerifier verifier() {
        return verifiers.get(0).get();
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (verifiers.size() > 1) {
            problems.add("several beans are a " + TokenVerifier.class.getName() + ", so it is unclear which one judges"
                    + " tokens: " + names() + ". Keep one");
        }
        if (exists()) {
            config.ifPresent(written -> problems.addAll(contradictions(written)));
        }
        return problems;
    }

    private List<String> contradictions(ResourceServerConfig written) {
        List<String> set = new ArrayList<>();
        written.jwksUri().ifPresent(uri -> set.add("scoped-gate.jwks-uri"));
        written.introspection().endpoint().ifPresent(uri -> set.add("scoped-gate.introspection.endpoint"));
        if (written.scopePrefixInToken()) {
            set.add("scoped-gate.scope-prefix-in-token");
        }
        written.token().maxLifetime().ifPresent(limit -> set.add("scoped-gate.token.max-lifetime"));
        written.issuers().forEach((name, issuer) -> {
            String prefix = "scoped-gate.issuers." + name;
            issuer.jwksUri().ifPresent(uri -> set.add(prefix + ".jwks-uri"));
            issuer.introspection().endpoint().ifPresent(uri -> set.add(prefix + ".introspection.endpoint"));
            if (issuer.scopePrefixInToken()) {
                set.add(prefix + ".scope-prefix-in-token");
            }
        });
        return set.stream()
                .map(name -> name + " is set, but " + names() + " alone judges tokens: remove one of the two")
                .toList();
    }

    private String names() {
        return verifiers.stream()
                .map(verifier -> verifier.getBean().getBeanClass().getName())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
