package dev.scopedgate.oauth.bound;

import dev.scopedgate.oauth.SignatureAlgorithms;
import dev.scopedgate.oauth.bound.DpopConfig.Nonce;
import dev.scopedgate.oauth.settings.ResourceServerConfig;
import dev.scopedgate.oauth.settings.ResourceServerConfig.Dpop;
import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.NumberSetting;
import dev.scopedgate.settings.SettingsCheck;
import dev.scopedgate.settings.StateKeys;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The checked settings of DPoP, and what each issuer's tokens may be. */
@Singleton
public class DpopSettings implements SettingsCheck {

    private static final String PROPERTY = "scoped-gate.dpop";
    private static final EnumSetting<Nonce> NONCE = new EnumSetting<>(PROPERTY + ".nonce", Nonce.class);
    private static final NumberSetting REMEMBERED =
            new NumberSetting(PROPERTY + ".remembered-proofs", 1_000, 10_000_000, 100_000);

    private final ResourceServerConfig server;
    private final DpopConfig config;
    private final StateKeys keys;

    DpopSettings(ResourceServerConfig server, DpopConfig config, StateKeys keys) {
        this.server = server;
        this.config = config;
        this.keys = keys;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(mode(PROPERTY).problems(server.dpop()));
        server.issuers()
                .forEach((name, issuer) -> issuer.dpop()
                        .ifPresent(own -> problems.addAll(
                                mode("scoped-gate.issuers." + name + ".dpop").problems(own))));
        problems.addAll(NONCE.problems(config.nonce()));
        problems.addAll(
                config.maxAge().problems(PROPERTY + ".max-age", Duration.ofSeconds(1), Duration.ofMinutes(10), "1m"));
        problems.addAll(SignatureAlgorithms.problems(PROPERTY + ".algorithms", config.algorithms()));
        problems.addAll(REMEMBERED.problems(config.rememberedProofs()));
        if (NONCE.problems(config.nonce()).isEmpty() && requiresNonce()) {
            problems.addAll(keys.missing(PROPERTY + ".nonce is required"));
        }
        return problems;
    }

    private static EnumSetting<Dpop> mode(String property) {
        return new EnumSetting<>(property, Dpop.class);
    }

    /** For each issuer, what its tokens may be. */
    Map<String, Dpop> byIssuer() {
        Dpop preset = mode(PROPERTY).read(server.dpop());
        Map<String, Dpop> byIssuer = new HashMap<>();
        server.issuer().ifPresent(issuer -> byIssuer.put(issuer, preset));
        server.issuers()
                .values()
                .forEach(issuer -> byIssuer.put(
                        issuer.issuer().orElse(""),
                        issuer.dpop().map(mode(PROPERTY)::read).orElse(preset)));
        return Map.copyOf(byIssuer);
    }

    /** Whether an issuer's tokens may be bound by DPoP, so that it is offered to clients. */
    public boolean isOffered() {
        return byIssuer().values().stream().anyMatch(mode -> mode != Dpop.OFF);
    }

    /** Whether no other tokens than bound ones are accepted. */
    public boolean isRequired() {
        return byIssuer().values().stream().allMatch(mode -> mode == Dpop.REQUIRED);
    }

    boolean requiresNonce() {
        return NONCE.read(config.nonce()) == Nonce.REQUIRED;
    }

    Duration maxAge() {
        return config.maxAge().read();
    }

    int rememberedProofs() {
        return config.rememberedProofs();
    }

    public SignatureAlgorithms algorithms() {
        return new SignatureAlgorithms(config.algorithms());
    }
}
