package dev.scopedgate.tracing;

import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.IfOnClassPath;
import dev.scopedgate.oauth.ResourceServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Redacts caller-supplied values on a request's span before export: a query or path may contain a token, and a
 * forwarded header is not a verified address. Values that the application has checked are in its own attributes.
 */
@Singleton
@IfOnClassPath(IfOnClassPath.OPENTELEMETRY)
final class SpanRedaction implements SpanProcessor {

    private static final String REDACTED = "REDACTED";
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final List<AttributeKey<String>> BY_CALLER = List.of(
            AttributeKey.stringKey("url.query"),
            AttributeKey.stringKey("client.address"),
            AttributeKey.stringKey("user_agent.original"),
            AttributeKey.stringKey("http.request.method_original"));

    private final Set<String> paths;
    private final GatedPaths gated;

    SpanRedaction(ResourceServer server, GatedPaths gated) {
        this.gated = gated;
        paths = Stream.concat(
                        gated.needToken().stream(),
                        Stream.of(server.metadataUrl().getPath()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        if (span.getKind() != SpanKind.SERVER) {
            return;
        }
        String path = span.getAttribute(PATH);
        if (path != null && !gated.cover(path)) {
            return;
        }
        for (AttributeKey<String> key : BY_CALLER) {
            if (span.getAttribute(key) != null) {
                span.setAttribute(key, REDACTED);
            }
        }
        if (path != null && !paths.contains(path)) {
            span.setAttribute(PATH, REDACTED);
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // never called, see isEndRequired
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
