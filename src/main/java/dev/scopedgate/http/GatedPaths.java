package dev.scopedgate.http;

import java.util.Set;

/** The paths that need a verified token. */
public final class GatedPaths {

    /** The MCP endpoint (MCP streamable HTTP). */
    public static final String MCP = "/mcp";

    public static final String WHOAMI = "/whoami";

    public static final String SCOPES = "/scopes";

    public static final Set<String> ALL = Set.of(MCP, WHOAMI, SCOPES);

    private GatedPaths() {}
}
