package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ScopeNames;
import dev.scopedgate.oauth.ScopeToken;
import dev.scopedgate.oauth.TrustedIssuer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jose4j.jwt.JwtClaims;

/** Reads the scopes of one issuer's tokens as plain names. What the issuer does not write so, grants nothing. */
final class TokenScopes {

    private static final Logger LOG = Logger.getLogger(TokenScopes.class);

    /** Those that every issuer has, which never have a prefix (OpenID Connect Core §5.4, §11). */
    private static final Set<String> OF_OPENID =
            Set.of("openid", "profile", "email", "address", "phone", "offline_access");

    private final String issuer;
    private final List<String> claims;
    private final ScopeNames names;

    /** Logged once: the setting of the issuer is wrong, and so for each of its tokens. */
    private final AtomicBoolean logged = new AtomicBoolean();

    TokenScopes(TrustedIssuer issuer) {
        this.issuer = issuer.issuer();
        this.claims = issuer.claims().scope();
        this.names = issuer.scopes();
    }

    /** The scopes from the first present scope claim; two are never merged, because no issuer means that. */
    Set<String> of(JwtClaims token) {
        String name = claims.get(0);
        for (int i = 1; i < claims.size() && !token.hasClaim(name); i++) {
            name = claims.get(i);
        }
        List<String> written = new ArrayList<>(written(name, token.getClaimValue(name)));
        written.removeIf(scope -> !ScopeToken.isValid(scope));
        Set<String> plain = new LinkedHashSet<>();
        written.forEach(scope -> names.plain(scope).ifPresent(plain::add));
        if (OF_OPENID.containsAll(plain) && !OF_OPENID.containsAll(written) && logged.compareAndSet(false, true)) {
            LOG.warnf(
                    "A token of the issuer %s has scopes, but none that %s its scope-prefix, so it may do nothing: compare"
                            + " scope-prefix and scope-prefix-in-token with the %s of its tokens",
                    issuer, names.inToken() ? "begins with" : "is without", name);
        }
        return Collections.unmodifiableSet(plain);
    }

    private static List<String> written(String name, Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof String text) {
            return Arrays.asList(text.split(" "));
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw RefusedException.invalidToken(RefusalReason.CLAIM, name + " is neither a string nor a list of strings");
    }
}
