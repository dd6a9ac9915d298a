/**
 * The OAuth types that other packages use: resource server, trusted issuers, access token, refusal, challenge, and
 * their settings.
 */
package dev.scopedgate.oauth;
