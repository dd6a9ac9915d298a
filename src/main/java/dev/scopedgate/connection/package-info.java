/**
 * Bounds what one connection can make the server hold before there is a request, and for how long: heads, waiting
 * requests, HTTP/2 streams, unread answers. Independent of tokens.
 */
package dev.scopedgate.connection;
