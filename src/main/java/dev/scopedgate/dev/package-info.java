/**
 * Tokens for the tests of an application, and the settings of the stand-in authorization server. Not in a production
 * package.
 */
package dev.scopedgate.dev;
