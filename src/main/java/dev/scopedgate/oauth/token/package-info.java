/**
 * Makes an access token of a presented token: a signed one by its issuer's keys, an opaque one by introspection. Each
 * is cached for a short time.
 */
package dev.scopedgate.oauth.token;
