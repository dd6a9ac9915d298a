/** How much memory callers can make this server hold, by budgets in bytes. */
package dev.scopedgate.bounds;
