package dev.scopedgate.oauth.settings;

import dev.scopedgate.oauth.ScopeNames;
import dev.scopedgate.oauth.SupportedScopes;
import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ends the start if a name that clients are told to ask for would also be another scope of the table, or if a scope could
 * never be granted, because its own name begins with a prefix that tokens do not have.
 */
@Singleton
final class ScopeNamesCheck implements SettingsCheck {

    private final ResourceServerConfig config;
    private final SupportedScopes scopes;

    ScopeNamesCheck(ResourceServerConfig config, SupportedScopes scopes) {
        this.config = config;
        this.scopes = scopes;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        // the plain name that each name stands for
        Map<String, String> known = new TreeMap<>();
        scopes.all().forEach(plain -> known.put(plain, plain));
        prefixes()
                .forEach((property, names) -> scopes.all().forEach(plain -> {
                    String before = known.putIfAbsent(names.asked(plain), plain);
                    if (before != null && !before.equals(plain)) {
                        problems.add(property + " makes '" + names.asked(plain) + "' of the scope '" + plain
                                + "', and that name also" + " stands for the scope '" + before
                                + "': choose another prefix, or another name in @Scoped");
                    }
                    if (names.plain(plain).isEmpty() && !names.inToken()) {
                        problems.add("the scope '" + plain + "' begins with " + property
                                + ", so a token with it would count as one with the prefix and not have it: choose"
                                + " another prefix, or another name in @Scoped");
                    }
                }));
        return problems;
    }

    /** By the property that holds it. */
    private Map<String, ScopeNames> prefixes() {
        Map<String, ScopeNames> prefixes = new TreeMap<>();
        config.scopePrefix()
                .ifPresent(prefix ->
                        prefixes.put("scoped-gate.scope-prefix", new ScopeNames(prefix, config.scopePrefixInToken())));
        config.issuers()
                .forEach((name, issuer) -> issuer.scopePrefix()
                        .ifPresent(prefix -> prefixes.put(
                                "scoped-gate.issuers." + name + ".scope-prefix",
                                new ScopeNames(prefix, issuer.scopePrefixInToken()))));
        return prefixes;
    }
}
