package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.Acting;
import dev.scopedgate.oauth.Acting.Actor;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;

/**
 * Reads who acts with a token. Refuses an {@code act} that names nobody or more than can be recorded: its calls would be in
 * the audit log without those who made them (RFC 8693 §4.1).
 */
final class ActClaim {

    private static final int MAX_ACTORS = 8;
    private static final int MAX_LENGTH = 2048;

    private ActClaim() {}

    static Acting of(JwtClaims claims, String subject, Optional<String> clientId) {
        List<Actor> actors = new ArrayList<>();
        int length = 0;
        for (Object act = claims.getClaimValue("act"); act != null; act = ((Map<?, ?>) act).get("act")) {
            Actor actor = actor(act);
            length += actor.length();
            if (actors.size() == MAX_ACTORS || length > MAX_LENGTH) {
                throw refused("act names more than this server records");
            }
            actors.add(actor);
        }
        return actors.isEmpty() && !isOfClient(claims, subject, clientId)
                ? Acting.UNKNOWN
                : new Acting(isOfClient(claims, subject, clientId), actors);
    }

    private static Actor actor(Object act) {
        if (!(act instanceof Map<?, ?> members)) {
            throw refused("act is not an object");
        }
        Actor actor = new Actor(text(members, "sub"), text(members, "client_id"), text(members, "iss"));
        if (actor.subject().isEmpty() && actor.clientId().isEmpty()) {
            throw refused("act has neither sub nor client_id");
        }
        return actor;
    }

    private static Optional<String> text(Map<?, ?> members, String name) {
        Object value = members.get(name);
        if (value != null && !(value instanceof String)) {
            throw refused("a member of act is not a string");
        }
        return Optional.ofNullable((String) value).filter(text -> !text.isEmpty());
    }

    /** As RFC 9068 §2.2 has it; or as Entra ({@code idtyp}) and Auth0 ({@code gty}) say. */
    private static boolean isOfClient(JwtClaims claims, String subject, Optional<String> clientId) {
        return clientId.filter(subject::equals).isPresent()
                || "app".equals(claims.getClaimValue("idtyp"))
                || "client-credentials".equals(claims.getClaimValue("gty"));
    }

    private static RefusedException refused(String detail) {
        return RefusedException.invalidToken(RefusalReason.CLAIM, detail);
    }
}
