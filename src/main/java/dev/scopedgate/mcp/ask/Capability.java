package dev.scopedgate.mcp.ask;

import java.util.Map;

/** What a client can be asked for, by the capability that it declares (MCP 2026-07-28, client capabilities). */
public enum Capability {
    /** A form that the person fills in. */
    ELICITATION("elicitation"),
    /** A message of the client's model. */
    SAMPLING("sampling"),
    /** The roots of the client's file system. */
    ROOTS("roots");

    private final String member;

    Capability(String member) {
        this.member = member;
    }

    /** Its member of the capabilities. */
    String member() {
        return member;
    }

    /** Whether the capabilities declare it. Elicitation without a mode means forms (MCP elicitation, capabilities). */
    boolean isIn(Map<?, ?> capabilities) {
        return capabilities.get(member) instanceof Map<?, ?> declared
                && (this != ELICITATION || declared.containsKey("form") || !declared.containsKey("url"));
    }
}
