package dev.scopedgate.mcp.era;

import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The revisions of MCP that this server speaks, and the header that names one: the legacy ones begin with
 * {@code initialize}, the modern ones describe themselves in each request (MCP 2026-07-28, versioning, terminology).
 */
public final class ProtocolVersions {

    static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26");
    static final List<String> MODERN = List.of("2026-07-28");

    static final String HEADER_NAME = "MCP-Protocol-Version";
    static final CharSequence HEADER = HttpHeaders.createOptimized("mcp-protocol-version");

    private static final int UNSUPPORTED = -32022;

    private ProtocolVersions() {}

    /** The {@code data} of the error. */
    @RegisterForReflection
    record SupportedVersions(List<String> supported, String requested) {}

    static EnvelopeException unsupported(List<String> supported, String requested, Object id) {
        return new EnvelopeException(
                400,
                UNSUPPORTED,
                "Unsupported protocol version; supported are " + String.join(", ", supported),
                id,
                Optional.of(new SupportedVersions(supported, requested)));
    }

    /** The revisions that describe themselves in each request. */
    public static List<String> modern() {
        return MODERN;
    }

    /** The revision of a legacy request; without the header, the oldest (MCP 2025-11-25, protocol version header). */
    public static String ofLegacy(JsonRpcRequest request, HttpServerRequest http) throws EnvelopeException {
        List<String> versions = distinct(http);
        if (versions.isEmpty()) {
            return LEGACY.get(LEGACY.size() - 1);
        }
        if (versions.size() > 1) {
            throw new EnvelopeException(
                    JsonRpcErrorCodes.INVALID_REQUEST, HEADER_NAME + " names more than one version", request.id());
        }
        String version = versions.get(0);
        if (MODERN.contains(version) && !request.isNotification()) {
            throw new UnclaimedRevision(version, request.id());
        }
        if (!LEGACY.contains(version) && !MODERN.contains(version)) {
            throw unsupported(LEGACY, version, request.id());
        }
        return version;
    }

    /** The distinct values: a client or proxy may repeat the header (RFC 9110 §5.2, §5.3). */
    private static List<String> distinct(HttpServerRequest request) {
        List<String> values = request.headers().getAll(HEADER);
        if (values.size() == 1 && values.get(0).indexOf(',') < 0) {
            return values;
        }
        return values.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .distinct()
                .toList();
    }
}
