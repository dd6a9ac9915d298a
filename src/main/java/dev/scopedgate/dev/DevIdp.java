package dev.scopedgate.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;

/**
 * Says whether the stand-in authorization server is the issuer. It runs beside {@code quarkus:dev} and the tests, unless
 * another issuer is configured.
 */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test"})
public class DevIdp {

    private final DevelopmentSettings settings;

    DevIdp(DevelopmentSettings settings) {
        this.settings = settings;
    }

    /** Whether the resource server trusts the stand-in rather than a configured issuer. */
    public boolean isTheIssuer() {
        String own = StandInUrls.issuer(settings.devIdp().port());
        return settings.issuer().filter(own::equals).isPresent();
    }
}
