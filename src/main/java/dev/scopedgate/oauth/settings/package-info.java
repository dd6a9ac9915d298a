/**
 * The settings of the resource server and its issuers: as the operator writes them, and their checks, which make a {@link
 * dev.scopedgate.oauth.ResourceServer} or end the start.
 */
package dev.scopedgate.oauth.settings;
