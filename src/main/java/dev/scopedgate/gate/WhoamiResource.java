package dev.scopedgate.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Kind;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.oauth.AccessToken;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** {@code GET /whoami}: the claims of the token as the server reads them, and the tools that it may call. */
@Path(GatedPaths.WHOAMI)
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
class WhoamiResource {

    private final ScopeTable table;
    private final SecurityIdentity identity;

    WhoamiResource(ScopeTable table, SecurityIdentity identity) {
        this.table = table;
        this.identity = identity;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Whoami(
            boolean ok,
            String sub,
            String client_id,
            Collection<String> scopes,
            String ring,
            Instant expires_at,
            List<Reach> tools) {}

    record Reach(String tool, String required_scope, Kind kind, boolean allowed) {}

    @GET
    public Whoami whoami() {
        AccessToken token = identity.getAttribute(AccessToken.ATTRIBUTE);
        List<Reach> tools = table.rows().stream()
                .filter(row -> row.feature() == Feature.TOOL)
                .map(row -> new Reach(
                        row.name(), row.scope(), row.kind(), token.scopes().contains(row.scope())))
                .toList();
        return new Whoami(
                true,
                token.subject(),
                token.clientId().orElse(null),
                token.scopes(),
                token.ring().orElse(null),
                token.expiresAt(),
                tools);
    }
}
