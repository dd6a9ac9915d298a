/** The public keys of the trusted issuers: discovered, fetched in the background, refreshed, and served while they are fresh. */
package dev.scopedgate.oauth.keys;
