package dev.scopedgate.tracing;

import dev.scopedgate.gate.ScopeTable;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.http.CarriedTrace;
import dev.scopedgate.http.IfOnClassPath;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Adds the scope table's data on an operation to spans (OpenTelemetry semantic conventions for MCP). */
@Singleton
@IfOnClassPath(IfOnClassPath.OPENTELEMETRY)
final class Tracing {

    static final AttributeKey<String> DECISION = AttributeKey.stringKey("scoped_gate.decision");
    static final AttributeKey<String> REQUIRED_SCOPE = AttributeKey.stringKey("scoped_gate.required_scope");
    static final AttributeKey<String> REASON = AttributeKey.stringKey("scoped_gate.reason");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("mcp.method.name");

    private static final Map<Feature, String> METHODS = Map.of(
            Feature.TOOL, "tools/call",
            Feature.PROMPT, "prompts/get",
            Feature.RESOURCE, "resources/read",
            Feature.RESOURCE_TEMPLATE, "resources/read",
            Feature.COMPLETION, "completion/complete");

    /** Names come from the table, so that callers cannot choose them. */
    private static final Map<Feature, AttributeKey<String>> NAMES = Map.of(
            Feature.TOOL, AttributeKey.stringKey("gen_ai.tool.name"),
            Feature.PROMPT, AttributeKey.stringKey("gen_ai.prompt.name"),
            Feature.RESOURCE, AttributeKey.stringKey("mcp.resource.uri"),
            Feature.RESOURCE_TEMPLATE, AttributeKey.stringKey("mcp.resource.uri"),
            Feature.COMPLETION, AttributeKey.stringKey("gen_ai.prompt.name"));

    private static final W3CTraceContextPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Map<String, String>> MEMBERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> members) {
            return members.keySet();
        }

        @Override
        public String get(Map<String, String> members, String name) {
            return members.get(name);
        }
    };

    private final boolean off;
    private final Tracer tracer;
    private final ScopeTable table;

    /** @param tracers none with {@code quarkus.otel.enabled=false} */
    Tracing(
            @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "false") boolean off,
            Instance<Tracer> tracers,
            ScopeTable table) {
        this.off = off || !tracers.isResolvable();
        this.tracer = this.off ? null : tracers.get();
        this.table = table;
    }

    boolean isOff() {
        return off;
    }

    /**
     * Starts the span of an operation, as a child of its request's span; or of the span that the body of the request
     * names, linked to that of its request (MCP 2026-07-28, base protocol, OpenTelemetry trace context).
     */
    Span begin(Method method, RoutingContext request) {
        Row row = table.find(method).orElse(null);
        String name = row == null ? method.getName() : METHODS.get(row.feature()) + " " + row.name();
        SpanBuilder builder = tracer.spanBuilder(name);
        Context carried = PROPAGATOR.extract(Context.root(), CarriedTrace.of(request), MEMBERS);
        if (Span.fromContext(carried).getSpanContext().isValid()) {
            builder.setParent(carried).addLink(RequestSpan.of(request).getSpanContext());
        } else {
            builder.setParent(RequestSpan.context(request));
        }
        if (row == null) {
            return builder.startSpan();
        }
        Span span = builder.setSpanKind(SpanKind.SERVER).startSpan();
        write(row, span);
        return span;
    }

    static void write(Row row, Span span) {
        span.setAttribute(METHOD, METHODS.get(row.feature()));
        span.setAttribute(NAMES.get(row.feature()), row.name());
        span.setAttribute(REQUIRED_SCOPE, row.scope());
    }
}
