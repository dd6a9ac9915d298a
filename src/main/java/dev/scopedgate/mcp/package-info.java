/** The MCP endpoint: its route, the JSON-RPC envelope, and the call of the gate (MCP streamable HTTP). */
package dev.scopedgate.mcp;
