/** JSON-RPC 2.0 messages as MCP uses them: parsing, requests, responses, errors. */
package dev.scopedgate.mcp.jsonrpc;
