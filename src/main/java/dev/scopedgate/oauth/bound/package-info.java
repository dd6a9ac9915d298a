/**
 * Tokens that are bound to a key or a certificate: what the sender of each request must prove before such a token counts.
 */
package dev.scopedgate.oauth.bound;
