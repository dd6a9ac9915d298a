/**
 * What each revision of MCP requires of a request: the legacy ones, which begin with {@code initialize}, and the modern
 * ones, which describe themselves in each request. A later version of the MCP extension can replace this package.
 */
package dev.scopedgate.mcp.era;
