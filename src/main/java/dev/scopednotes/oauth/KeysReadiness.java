package dev.scopednotes.oauth;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready until every issuer's keys are in memory, and says how old they are: without them no token can be judged. */
@Readiness
class KeysReadiness implements HealthCheck {

    private final VerificationKeys keys;

    KeysReadiness(VerificationKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("keys of the issuers")
                .status(keys.all().stream()
                        .allMatch(issuer -> issuer.available().isPresent()));
        keys.all()
                .forEach(issuer -> answer.withData(
                        issuer.issuer(),
                        issuer.age().map(age -> age.toSeconds() + " s old").orElse("never received")));
        return answer.build();
    }
}
