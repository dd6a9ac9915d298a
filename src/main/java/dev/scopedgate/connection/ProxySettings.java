package dev.scopedgate.connection;

import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses what would let a header stand in for {@code Host} or the path: Quarkus puts it in their place before
 * {@code perimeter.Perimeter} looks, so that whoever can send it passes for a name of ours (MCP streamable HTTP, security warning).
 * And requires it to be said whose word for a caller's address is taken: limits count by it, and the audit shows it.
 */
@Singleton
class ProxySettings implements SettingsCheck {

    private static final String PREFIX = "quarkus.http.proxy.";

    private final Config config;

    ProxySettings(Config config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        if (!areBelieved()) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        if (config.getOptionalValue(PREFIX + "trusted-proxies", String.class).isEmpty()) {
            problems.add(
                    PREFIX + "trusted-proxies is not set: everybody would name an address of their choice, for example"
                            + " QUARKUS_HTTP_PROXY_TRUSTED_PROXIES=10.0.0.0/8");
        }
        Stream.of("allow-forwarded", "enable-forwarded-host", "enable-forwarded-prefix")
                .filter(this::isSet)
                .map(name -> PREFIX + name + " must not be true: a header would stand in for the name and the path that"
                        + " are checked; X-Forwarded-For alone says the client's address, for example "
                        + (PREFIX + name).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT) + "=false")
                .forEach(problems::add);
        return problems;
    }

    /** Whether a proxy's word for the client's address is taken. */
    boolean areBelieved() {
        return isSet("proxy-address-forwarding");
    }

    private boolean isSet(String name) {
        return config.getOptionalValue(PREFIX + name, Boolean.class).orElse(false);
    }
}
