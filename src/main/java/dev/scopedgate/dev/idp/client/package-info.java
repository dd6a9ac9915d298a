/**
 * The clients of the stand-in authorization server: how each becomes known, by registration or by its metadata document,
 * and how it proves who it is; with what reading their requests shares.
 */
package dev.scopedgate.dev.idp.client;
