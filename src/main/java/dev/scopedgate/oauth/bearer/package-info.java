/** The authentication of requests: the bearer token in them, the 401 and its challenge, the metadata document, and who is told of a refusal. */
package dev.scopedgate.oauth.bearer;
