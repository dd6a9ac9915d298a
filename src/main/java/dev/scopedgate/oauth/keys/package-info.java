/**
 * The public keys of the trusted issuers: discovered, fetched in the background, refreshed, and used until they are too
 * old.
 */
package dev.scopedgate.oauth.keys;
