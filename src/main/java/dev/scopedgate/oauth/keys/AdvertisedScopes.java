package dev.scopedgate.oauth.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scopedgate.http.client.ForeignText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Compares the scopes that an issuer's metadata lists with those that clients are told to ask it for, because some clients
 * read only one of the two (RFC 8414 §2, RFC 9728 §2). Logs each difference once; no decision reads it.
 */
public final class AdvertisedScopes {

    private static final Logger LOG = Logger.getLogger(AdvertisedScopes.class);

    private final String issuer;
    private final List<String> asked;
    private List<String> logged = List.of();

    /** @param asked what clients are told to ask this issuer for */
    public AdvertisedScopes(String issuer, List<String> asked) {
        this.issuer = issuer;
        this.asked = List.copyOf(asked);
    }

    /** An issuer need not list its scopes, or all of them. */
    synchronized void compare(JsonNode metadata) {
        JsonNode listed = metadata.path("scopes_supported");
        if (!listed.isArray()) {
            return;
        }
        Set<String> supported = new HashSet<>();
        listed.forEach(scope -> supported.add(scope.asText()));
        List<String> missing = new ArrayList<>(asked);
        missing.removeAll(supported);
        if (!missing.isEmpty() && !missing.equals(logged)) {
            LOG.warnf(
                    "The metadata of the issuer %s lists scopes_supported without %s, which clients are told to ask for:"
                            + " clients that read the scopes there do not find them. If the issuer has them under other"
                            + " names, set its scope-prefix",
                    ForeignText.shown(issuer), String.join(" ", missing));
        }
        logged = missing;
    }
}
