package dev.scopedgate.gate;

import dev.scopedgate.gate.ScopeTable.Kind;
import dev.scopedgate.http.GatedPaths;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code GET /scopes}: the whole scope table, as JSON or, for {@code Accept: text/markdown}, as Markdown. */
@Path(GatedPaths.SCOPES)
@Authenticated
@NonBlocking
class ScopesResource {

    private final ScopeTable table;

    ScopesResource(ScopeTable table) {
        this.table = table;
    }

    record Scopes(List<Entry> scopes) {}

    record Entry(String feature, String name, String required_scope, Kind kind) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Scopes json() {
        return new Scopes(table.rows().stream()
                .map(row -> new Entry(row.feature().toString(), row.name(), row.scope(), row.kind()))
                .toList());
    }

    @GET
    @Produces("text/markdown;qs=0.9")
    public Response markdown() {
        return Response.ok(table.toMarkdown(), "text/markdown;charset=utf-8").build();
    }
}
