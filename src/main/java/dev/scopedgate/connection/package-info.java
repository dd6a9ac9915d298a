/**
 * What one connection may make the server hold, before there is a request: heads, requests that wait for an answer, streams
 * of HTTP/2, answers that are not read, and the time that each may take. It knows nothing of tokens.
 */
package dev.scopedgate.connection;
