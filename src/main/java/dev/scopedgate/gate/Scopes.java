package dev.scopedgate.gate;

import dev.scopedgate.gate.GatedResource.Representation;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code GET /scopes}: the whole scope table, as JSON or, for {@code Accept: text/markdown}, as Markdown. */
@Singleton
class Scopes {

    private final ScopeTable table;

    Scopes(ScopeTable table) {
        this.table = table;
    }

    void register(@Observes Filters filters, GatedPaths paths) {
        paths.scopes()
                .map(path -> new GatedResource(
                        path,
                        List.of(
                                new Representation("application/json", "application/json", request -> json()),
                                new Representation(
                                        "text/markdown",
                                        "text/markdown;charset=utf-8",
                                        request -> Buffer.buffer(table.toMarkdown())))))
                .ifPresent(resource -> filters.register(resource::handle, FilterOrder.SCOPES.place()));
    }

    private Buffer json() {
        JsonArray rows = new JsonArray();
        table.rows().forEach(row -> rows.add(entry(row)));
        return new JsonObject().put("scopes", rows).toBuffer();
    }

    private static JsonObject entry(Row row) {
        return new JsonObject()
                .put("feature", row.feature().toString())
                .put("name", row.name())
                .put("required_scope", row.scope())
                .put("kind", row.kind().name());
    }
}
