/** The MCP endpoint: the way of a request to it, its envelope, and the question to the gate (MCP streamable HTTP). */
package dev.scopedgate.mcp;
