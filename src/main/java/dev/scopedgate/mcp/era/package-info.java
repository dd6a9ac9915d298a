/** What each revision of MCP requires of a request; today the revisions that begin with {@code initialize}. */
package dev.scopedgate.mcp.era;
