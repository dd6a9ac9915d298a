/**
 * Shared by all checks of an HTTP request: their order, request steps, responses and error bodies, strict JSON, HTTP
 * fields.
 */
package dev.scopedgate.http;
