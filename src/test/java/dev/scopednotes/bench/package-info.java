/**
 * What the gate costs: {@code ./mvnw -Pbench verify} builds this application and the same tools without it, and compares
 * the CPU time of the two processes call by call.
 */
package dev.scopednotes.bench;
