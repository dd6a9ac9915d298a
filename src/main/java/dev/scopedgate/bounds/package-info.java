/** How much memory callers may make this server hold, by budgets of bytes; used by {@code oauth} and {@code transport}. */
package dev.scopedgate.bounds;
