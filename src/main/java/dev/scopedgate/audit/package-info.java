/**
 * The audit log: one event for each decision of the gate and for each refused token, in the log category {@code
 * scoped-gate.audit}. It decides nothing; {@code oauth} and {@code gate} build without it.
 */
package dev.scopedgate.audit;
