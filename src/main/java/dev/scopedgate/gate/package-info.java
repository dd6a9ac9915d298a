/** {@code @Scoped}, the scope table recorded from it, the decision, and the early check and interceptor that use it. */
package dev.scopedgate.gate;
