package dev.scopedgate.oauth.token;

import dev.scopedgate.http.IfOnClassPath;
import dev.scopedgate.oauth.keys.VerificationKeys;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready until every issuer's keys are in memory: without them its tokens cannot be verified. Reports the age of the
 * keys and any failure, also of the introspection endpoint.
 */
@Readiness
@IfOnClassPath(IfOnClassPath.HEALTH)
public class KeysReadiness implements HealthCheck {

    private final VerificationKeys keys;
    private final OpaqueTokens opaqueTokens;

    public KeysReadiness(VerificationKeys keys, OpaqueTokens opaqueTokens) {
        this.keys = keys;
        this.opaqueTokens = opaqueTokens;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("keys of the issuers")
                .status(keys.all().stream()
                        .allMatch(issuer -> issuer.available().isPresent()));
        keys.all().forEach(issuer -> answer.withData(issuer.issuer(), issuer.condition()));
        // reported only: the tokens of other issuers are still served
        opaqueTokens.conditions().forEach(answer::withData);
        return answer.build();
    }
}
