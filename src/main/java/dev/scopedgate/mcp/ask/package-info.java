/**
 * Asks the person, the model or the file roots of the client from within a tool, prompt or resource, without state on the
 * server (MCP 2026-07-28, multi round-trip requests).
 *
 * <p>For applications: {@link dev.scopedgate.mcp.ask.Ask}, the questions and their answers, and
 * {@link dev.scopedgate.mcp.ask.InputRequiredException}. The rest is module-internal.
 */
package dev.scopedgate.mcp.ask;
