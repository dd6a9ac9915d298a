package dev.scopedgate.mcp.ask;

import dev.scopedgate.oauth.AccessToken;
import java.util.Arrays;
import java.util.Map;

/**
 * What a request for input belongs to: who calls what with which arguments.
 *
 * @param subject the name or URI of the tool, prompt or resource
 * @param arguments empty if there are none
 */
record Call(AccessToken token, String method, String subject, Map<?, ?> arguments) {

    static final String TOOL = "tools/call";
    private static final String RESOURCE = "resources/read";

    /** The call of a request's params, which have been checked. */
    static Call of(AccessToken token, String method, Map<String, Object> params) {
        return new Call(
                token,
                method,
                (String) params.get(RESOURCE.equals(method) ? "uri" : "name"),
                params.get("arguments") instanceof Map<?, ?> arguments ? arguments : Map.of());
    }

    /** Whether this method may be answered with a request for input (MCP 2026-07-28, supported requests). */
    static boolean mayAsk(String method) {
        return TOOL.equals(method) || "prompts/get".equals(method) || RESOURCE.equals(method);
    }

    /** Equal only for the same resource server, principal, client, method, subject and arguments; not for one token. */
    byte[] binding(String resource) {
        return Canonical.digest(Arrays.asList(
                resource, token.issuer(), token.subject(), token.clientId().orElse(null), method, subject, arguments));
    }
}
