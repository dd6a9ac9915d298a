/** The words of OAuth that everything else uses: resource server, trusted issuers, access token, refusal, challenge, and their settings. */
package dev.scopedgate.oauth;
