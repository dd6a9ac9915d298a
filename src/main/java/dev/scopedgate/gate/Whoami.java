package dev.scopedgate.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scopedgate.gate.GatedResource.Representation;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Kind;
import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.Acting;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** {@code GET /whoami}: the claims of the token as the server reads them, and the tools that it may call. */
@Singleton
class Whoami {

    private final ScopeTable table;

    Whoami(ScopeTable table) {
        this.table = table;
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            boolean ok,
            String sub,
            String client_id,
            Collection<String> scopes,
            String ring,
            String principal,
            List<Actor> actors,
            Instant expires_at,
            List<Reach> tools) {}

    /** One who acts for {@code sub}: the current one first. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Actor(String sub, String client_id, String iss) {

        static List<Actor> of(Acting acting) {
            return acting.actors().stream()
                    .map(actor -> new Actor(
                            actor.subject().orElse(null),
                            actor.clientId().orElse(null),
                            actor.issuer().orElse(null)))
                    .toList();
        }
    }

    @RegisterForReflection
    record Reach(String tool, String required_scope, Kind kind, boolean allowed) {}

    void register(@Observes Filters filters, GatedPaths paths) {
        paths.whoami()
                .map(path -> new GatedResource(
                        path, List.of(new Representation("application/json", "application/json", this::json))))
                .ifPresent(resource -> filters.register(resource::handle, FilterOrder.WHOAMI.place()));
    }

    private Buffer json(RoutingContext request) {
        AccessToken token = AccessToken.of(request);
        List<Reach> tools = table.rows().stream()
                .filter(row -> row.feature() == Feature.TOOL)
                .map(row -> new Reach(
                        row.name(), row.scope(), row.kind(), token.scopes().contains(row.scope())))
                .toList();
        return Json.encodeToBuffer(new Answer(
                true,
                token.subject(),
                token.clientId().orElse(null),
                token.scopes(),
                token.ring().orElse(null),
                token.acting().client() ? "client" : null,
                token.acting().actors().isEmpty() ? null : Actor.of(token.acting()),
                token.expiresAt(),
                tools));
    }
}
