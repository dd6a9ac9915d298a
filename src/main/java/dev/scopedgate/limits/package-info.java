/** Limits for each caller, each address and in total: 429 or 503 before a call does anything. */
package dev.scopedgate.limits;
