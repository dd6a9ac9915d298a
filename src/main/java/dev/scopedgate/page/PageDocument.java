package dev.scopedgate.page;

import dev.scopedgate.gate.ScopeTable;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.settings.ResourceServerConfig;
import dev.scopedgate.page.PageConfig.Mode;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;

/**
 * What the page knows without a token: what the metadata document says too, and how it may sign in. The scope table is in
 * it only in dev.
 */
@Singleton
final class PageDocument {

    private final JsonObject json;

    PageDocument(
            ResourceServer server,
            ResourceServerConfig config,
            GatedPaths paths,
            PageSettings settings,
            PageOrigins origins,
            ScopeTable table) {
        json = new JsonObject()
                .put("name", config.resourceName())
                .put("resource", server.resource())
                .put(
                        "issuers",
                        new JsonArray(server.issuers().stream()
                                .map(TrustedIssuer::issuer)
                                .toList()))
                .put("mode", settings.mode() == Mode.FULL ? "full" : "connect");
        if (settings.mode() == Mode.FULL) {
            json.put("origins", new JsonArray(origins.all()));
            settings.clientId().ifPresent(id -> json.put("client_id", id));
            paths.whoami().ifPresent(path -> json.put("whoami", path));
            paths.scopes().ifPresent(path -> json.put("scopes", path));
            if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
                json.put("dev", true).put("table", rows(table));
            }
        }
    }

    private static JsonArray rows(ScopeTable table) {
        JsonArray rows = new JsonArray();
        table.rows()
                .forEach(row -> rows.add(new JsonObject()
                        .put("feature", row.feature().toString())
                        .put("name", row.name())
                        .put("required_scope", row.scope())
                        .put("kind", row.kind().name())));
        return rows;
    }

    PageFile file() {
        return PageFile.of(json.toBuffer(), "application/json");
    }
}
