/**
 * What the gate costs: {@code ./mvnw -Pbench verify} builds this application and the same tools without it, compares the
 * CPU time of the two processes call by call, and writes one table with what was to be reached. The classes share a
 * {@link dev.scopednotes.bench.Bench} and run in their order; {@code -Dit.test=} chooses some.
 */
package dev.scopednotes.bench;
