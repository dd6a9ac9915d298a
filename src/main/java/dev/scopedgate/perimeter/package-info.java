/** Checks the host, origin and path of each request, and sets the security headers of each response. */
package dev.scopedgate.perimeter;
