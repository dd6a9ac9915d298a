/**
 * Authentication of requests: the presented bearer token, the 401 with its challenge, the metadata document, and the
 * observers of refusals.
 */
package dev.scopedgate.oauth.bearer;
