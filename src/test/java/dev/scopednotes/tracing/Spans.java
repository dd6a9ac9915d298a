package dev.scopednotes.tracing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads exported spans as a collector does. */
final class Spans {

    /** One span; its attributes as text. */
    record Received(
            String name, String trace, String id, String parent, Span.SpanKind kind, Map<String, String> attributes) {}

    private Spans() {}

    static List<Received> of(List<byte[]> exported, String trace) {
        return exported.stream()
                .flatMap(Spans::spans)
                .map(Spans::received)
                .filter(span -> span.trace.equals(trace))
                .toList();
    }

    private static Stream<Span> spans(byte[] request) {
        try {
            return ExportTraceServiceRequest.parseFrom(request).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Received received(Span span) {
        HexFormat hex = HexFormat.of();
        return new Received(
                span.getName(),
                hex.formatHex(span.getTraceId().toByteArray()),
                hex.formatHex(span.getSpanId().toByteArray()),
                hex.formatHex(span.getParentSpanId().toByteArray()),
                span.getKind(),
                span.getAttributesList().stream()
                        .collect(Collectors.toMap(
                                attribute -> attribute.getKey(),
                                attribute -> attribute.getValue().hasStringValue()
                                        ? attribute.getValue().getStringValue()
                                        : Long.toString(attribute.getValue().getIntValue()))));
    }
}
