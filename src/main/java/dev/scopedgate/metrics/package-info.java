/** Metrics without a library for them: Micrometer's if the application has it, or none. Every package may use it. */
package dev.scopedgate.metrics;
