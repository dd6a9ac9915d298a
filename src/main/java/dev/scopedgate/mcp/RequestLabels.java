package dev.scopedgate.mcp;

import dev.scopedgate.gate.ScopeTable;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.IfOnClassPath;
import dev.scopedgate.oauth.ResourceServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Limits the labels of HTTP metrics to known methods and paths, and those of MCP metrics to names in the scope table: a
 * caller must not create unlimited series or write text, such as a token in a path, into the metrics.
 */
@Singleton
@IfOnClassPath(IfOnClassPath.MICROMETER)
class RequestLabels implements MeterFilter {

    private static final String OTHER = "OTHER";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

    private final Set<String> names;
    private final GatedPaths paths;

    RequestLabels(ScopeTable table, GatedPaths paths) {
        this.paths = paths;
        names = table.rows().stream().map(Row::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith("http.server.") && !id.getName().startsWith("mcp.server.")) {
            return id;
        }
        String uri = id.getTag("uri");
        if (uri != null && uri.startsWith("/") && !paths.cover(uri)) {
            // of the application's own pages, which it labels as it likes
            return id;
        }
        List<Tag> tags = id.getTags().stream().map(this::bounded).toList();
        return id.replaceTags(tags);
    }

    private Tag bounded(Tag tag) {
        return switch (tag.getKey()) {
            case "method" -> METHODS.contains(tag.getValue()) ? tag : Tag.of("method", OTHER);
            case "uri" -> isKnown(tag.getValue()) ? tag : Tag.of("uri", OTHER);
            // each URI of a template differs; all share one series
            case "tool.name", "prompt.name", "resource.uri" ->
                names.contains(tag.getValue()) ? tag : Tag.of(tag.getKey(), OTHER);
            default -> tag;
        };
    }

    private boolean isKnown(String uri) {
        return paths.needToken().contains(uri)
                || ResourceServer.isMetadataPath(uri) && uri.length() < 80 && !uri.contains("//");
    }
}
