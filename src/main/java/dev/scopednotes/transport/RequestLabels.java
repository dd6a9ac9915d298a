package dev.scopednotes.transport;

import dev.scopednotes.oauth.ResourceServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Bounds the labels of HTTP metrics to methods and paths that we know: a stranger must neither make series without end nor
 * write what they like, a token in a path for one, into what the operator scrapes.
 */
@Singleton
class RequestLabels implements MeterFilter {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
    private static final Set<String> PATHS = Set.of(StatelessEndpoint.PATH, "/whoami", "/scopes");

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith("http.server.")) {
            return id;
        }
        List<Tag> tags = id.getTags().stream().map(RequestLabels::bounded).toList();
        return id.replaceTags(tags);
    }

    private static Tag bounded(Tag tag) {
        return switch (tag.getKey()) {
            case "method" -> METHODS.contains(tag.getValue()) ? tag : Tag.of("method", "OTHER");
            case "uri" -> isOurs(tag.getValue()) ? tag : Tag.of("uri", "OTHER");
            default -> tag;
        };
    }

    private static boolean isOurs(String uri) {
        return PATHS.contains(uri) || ResourceServer.isMetadataPath(uri) && uri.length() < 80 && !uri.contains("//");
    }
}
