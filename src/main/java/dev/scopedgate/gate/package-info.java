/** {@code @Scoped}, the table that is recorded from it, the one decision and its two doors. */
package dev.scopedgate.gate;
