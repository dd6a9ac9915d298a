/** The resource server: metadata, challenges, keys, verified tokens; it knows nothing of MCP and of notes. */
package dev.scopednotes.oauth;
