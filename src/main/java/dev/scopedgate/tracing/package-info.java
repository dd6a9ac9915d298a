/**
 * What of a call is in its trace: the operation and the decision, on spans that Quarkus' OpenTelemetry extension begins and
 * sends; never a token, a note or a value of a statement. It observes and decides nothing; only {@code audit} points
 * at it, for a trace's id. While
 * the SDK is off, which it is unless an operator turns it on, none of this does anything.
 */
package dev.scopedgate.tracing;
