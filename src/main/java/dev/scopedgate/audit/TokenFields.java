package dev.scopedgate.audit;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.Acting.Actor;
import dev.scopedgate.oauth.Confirmation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of an event that say whose token it was, what it permits, what it is bound to and who acts with it. */
final class TokenFields {

    private TokenFields() {}

    static void write(AccessToken token, AuditFields fields) {
        fields.put("held_scopes", String.join(" ", token.scopes()))
                .put("subject", token.subject())
                .put("client", token.clientId())
                .put("ring", token.ring())
                .put("issuer", token.issuer())
                .put("token", token.id())
                .put("principal", token.acting().client() ? "client" : "");
        write(token.confirmation(), fields);
        write(token.acting().actors(), fields);
    }

    /** What the token is bound to. An event without these fields is of a bearer token, which a thief could have sent. */
    private static void write(Confirmation confirmation, AuditFields fields) {
        if (!confirmation.isBound()) {
            return;
        }
        fields.put(
                        "bound",
                        Stream.of(
                                        confirmation.jkt().map(key -> "dpop"),
                                        confirmation.certificate().map(key -> "mtls"))
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining("+")))
                .put("jkt", confirmation.jkt())
                .put("x5t", confirmation.certificate());
    }

    /** The current actor, then each before it with its number. */
    private static void write(List<Actor> actors, AuditFields fields) {
        for (int i = 0; i < actors.size(); i++) {
            String name = i == 0 ? "actor" : "actor_" + (i + 1);
            fields.put(name, actors.get(i).subject())
                    .put(name + "_client", actors.get(i).clientId())
                    .put(name + "_issuer", actors.get(i).issuer());
        }
    }
}
