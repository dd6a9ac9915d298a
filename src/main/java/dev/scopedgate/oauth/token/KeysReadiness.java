package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.keys.VerificationKeys;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready until every issuer's keys are in memory: without them no token can be judged. Says how old they are and what is
 * wrong, also of an introspection endpoint that does not let this server in.
 */
@Readiness
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
        // told and not judged by: the tokens of other issuers are served meanwhile
        opaqueTokens.conditions().forEach(answer::withData);
        return answer.build();
    }
}
