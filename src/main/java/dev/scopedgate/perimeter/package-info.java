/** Which hosts, origins, paths and proxies a request may name, and the security headers of each answer. */
package dev.scopedgate.perimeter;
