package dev.scopedgate.oauth;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the token of the running request injectable; fails where there is none, and never returns another's. */
@Singleton
final class InjectedToken {

    @Produces
    @Dependent
    AccessToken token(CurrentIdentityAssociation caller) {
        AccessToken token = caller.getIdentity().getAttribute(AccessToken.ATTRIBUTE);
        if (token == null) {
            throw new IllegalStateException("there is no access token here: the caller did not come through the gate");
        }
        return token;
    }
}
