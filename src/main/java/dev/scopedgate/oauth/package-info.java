/** The OAuth types that other packages use: resource server, trusted issuers, access token, refusal, challenge. */
package dev.scopedgate.oauth;
