package dev.scopedgate.oauth.bound;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.Confirmation;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusedException;
import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Lets a verified token count for a request only if its sender proves to hold everything that the token is bound to; a
 * remembered token too (RFC 7800 §3.1, RFC 8705 §3, RFC 9449 §7).
 */
@Singleton
public class Possession {

    private final List<ClientCertificates> certificates;

    Possession(@All List<ClientCertificates> certificates) {
        this.certificates = certificates;
    }

    /** Throws {@link RefusedException} that names the failed check. */
    public void check(RoutingContext request, AccessToken token) {
        Confirmation confirmation = token.confirmation();
        if (confirmation.jkt().isPresent()) {
            throw new RefusedException(FailedCheck.BOUND_TO_A_KEY);
        }
        confirmation.certificate().ifPresent(thumbprint -> checkCertificate(request, thumbprint));
    }

    private void checkCertificate(RoutingContext request, String thumbprint) {
        if (certificates.stream()
                .noneMatch(known ->
                        known.thumbprint(request).filter(thumbprint::equals).isPresent())) {
            throw new RefusedException(FailedCheck.BOUND_TO_A_CERTIFICATE);
        }
    }
}
