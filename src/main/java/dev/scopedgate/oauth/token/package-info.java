/** From a token to an access token: a signed one by its issuer's keys, an opaque one by introspection, and each remembered for a while. */
package dev.scopedgate.oauth.token;
