/**
 * The library: it puts each tool, resource and prompt of an MCP server behind one OAuth scope.
 *
 * <p>A request passes {@code connection} (how much and how long), {@code perimeter} (which host and origin),
 * {@code oauth.bearer} (whose token), {@code limits} (how many calls), {@code mcp} (one JSON-RPC message) and {@code gate}
 * (whether the token carries the scope); {@code mcp.engine} hands it to the MCP extension. {@code audit} and
 * {@code tracing} observe and decide nothing. {@code dev} is a stand-in for an identity provider and does not ship. A test
 * holds the directions of the dependencies. Nothing here knows {@code dev.scopednotes}.
 */
package dev.scopedgate;
