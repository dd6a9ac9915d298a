/**
 * What every check of an HTTP request uses: the order of the checks, the steps of a request, answers and error bodies,
 * strict JSON, HTTP fields, JSON documents of other servers.
 */
package dev.scopedgate.http;
