package dev.scopedgate.oauth.bound;

import dev.scopedgate.oauth.bound.ClientCertificateConfig.Source;
import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * Ends the start if client certificates would be looked for where none can be, or where any client could write one (RFC
 * 9440 §4).
 */
@Singleton
public class ClientCertificateSettings implements SettingsCheck {

    private static final String PROPERTY = "scoped-gate.client-certificate";
    private static final String CLIENT_AUTH = "quarkus.http.ssl.client-auth";
    private static final String FORWARDING = "quarkus.http.proxy.proxy-address-forwarding";
    private static final String TRUSTED_PROXY = "quarkus.http.proxy.enable-trusted-proxy-header";
    private static final EnumSetting<Source> SOURCE = new EnumSetting<>(PROPERTY, Source.class);
    private static final Set<String> ASKING = Set.of("request", "required");

    private final ClientCertificateConfig certificates;
    private final Config config;

    ClientCertificateSettings(ClientCertificateConfig certificates, Config config) {
        this.certificates = certificates;
        this.config = config;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(SOURCE.problems(certificates.clientCertificate()));
        if (problems.isEmpty()) {
            switch (source()) {
                case OFF -> {}
                case TLS -> addProblemsOfTls(problems);
                case HEADER, PEM_HEADER -> {
                    requireTrue(FORWARDING, problems);
                    requireTrue(TRUSTED_PROXY, problems);
                }
            }
        }
        return problems;
    }

    private void addProblemsOfTls(List<String> problems) {
        if (config.getOptionalValue(CLIENT_AUTH, String.class)
                .filter(ASKING::contains)
                .isEmpty()) {
            problems.add(PROPERTY + " is tls, but no client is asked for a certificate: build with -D" + CLIENT_AUTH
                    + "=request");
        }
    }

    private void requireTrue(String property, List<String> problems) {
        if (!config.getOptionalValue(property, Boolean.class).orElse(false)) {
            problems.add(PROPERTY + " is " + certificates.clientCertificate() + ", but " + property
                    + " is not true: it would be unknown whether the header is of a trusted proxy, "
                    + SettingsCheck.example(property, true));
        }
    }

    Source source() {
        return SOURCE.read(certificates.clientCertificate());
    }

    /** Whether tokens that are bound to a client certificate can be accepted. */
    public boolean accepts() {
        return source() != Source.OFF;
    }
}
