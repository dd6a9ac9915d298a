package dev.scopedgate.connection;

import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Ends the start if a header could replace {@code Host} or the path: Quarkus replaces them before {@code
 * perimeter.Perimeter} checks them, so that any client that sends the header passes the check (MCP streamable HTTP,
 * security warning). Also requires the list of proxies whose {@code X-Forwarded-For} is trusted: limits count by the client's
 * address and the audit shows it.
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
        List<String> problems = new ArrayList<>();
        if (isSet("use-proxy-protocol")) {
            problems.add(
                    PREFIX + "use-proxy-protocol must not be true: nobody checks who sends the address, so any client"
                            + " could claim any, also that of a trusted proxy; let the proxy send X-Forwarded-For, "
                            + SettingsCheck.example(PREFIX + "use-proxy-protocol", false));
        }
        if (!areBelieved()) {
            return problems;
        }
        if (config.getOptionalValue(PREFIX + "trusted-proxies", String.class).isEmpty()) {
            problems.add(PREFIX + "trusted-proxies is not set: any client could claim any address, for example"
                    + " QUARKUS_HTTP_PROXY_TRUSTED_PROXIES=10.0.0.0/8");
        }
        Stream.of("allow-forwarded", "enable-forwarded-host", "enable-forwarded-prefix")
                .filter(this::isSet)
                .map(name -> PREFIX + name + " must not be true: a header would replace the host and the path that"
                        + " are checked; the client's address comes from X-Forwarded-For alone, "
                        + SettingsCheck.example(PREFIX + name, false))
                .forEach(problems::add);
        return problems;
    }

    /** Whether the client's address is taken from a proxy's header. */
    boolean areBelieved() {
        return isSet("proxy-address-forwarding");
    }

    private boolean isSet(String name) {
        return config.getOptionalValue(PREFIX + name, Boolean.class).orElse(false);
    }
}
