/** Replicas behind a load balancer; needs nginx, so not part of {@code verify}: src/test/walk/replicas/run. */
package dev.scopednotes.replicas;
