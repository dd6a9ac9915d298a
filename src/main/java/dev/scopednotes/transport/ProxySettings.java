package dev.scopednotes.transport;

import dev.scopednotes.oauth.SettingsCheck;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses what would let a header stand in for {@code Host} or the path: Quarkus puts it in their place before
 * {@link Perimeter} looks, so that whoever can send it passes for a name of ours (MCP streamable HTTP, security warning).
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
        if (!isSet("proxy-address-forwarding")) {
            return List.of();
        }
        return Stream.of("allow-forwarded", "enable-forwarded-host", "enable-forwarded-prefix")
                .filter(this::isSet)
                .map(name -> PREFIX + name + " must not be true: a header would stand in for the name and the path that"
                        + " are checked; X-Forwarded-For alone says the client's address, for example "
                        + (PREFIX + name).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT) + "=false")
                .toList();
    }

    private boolean isSet(String name) {
        return config.getOptionalValue(PREFIX + name, Boolean.class).orElse(false);
    }
}
