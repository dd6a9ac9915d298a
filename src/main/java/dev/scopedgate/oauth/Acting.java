package dev.scopedgate.oauth;

import java.util.List;
import java.util.Optional;

/**
 * Who acts with a token, for the audit log and {@code /whoami}: no decision reads it (RFC 8693 §4.1, RFC 9068 §2.2).
 *
 * @param client whether the client acts for itself, and no user is involved
 * @param actors those who act for the subject: the current one first, then each before it
 */
public record Acting(boolean client, List<Actor> actors) {

    /** No more is known than the subject and the client of the token. */
    public static final Acting UNKNOWN = new Acting(false, List.of());

    public Acting {
        actors = List.copyOf(actors);
    }

    /** One actor; it has a subject or a client id. */
    public record Actor(Optional<String> subject, Optional<String> clientId, Optional<String> issuer) {

        /** In characters. */
        public int length() {
            return subject.map(String::length).orElse(0)
                    + clientId.map(String::length).orElse(0)
                    + issuer.map(String::length).orElse(0);
        }
    }

    /** In characters. */
    public int length() {
        return actors.stream().mapToInt(Actor::length).sum();
    }
}
