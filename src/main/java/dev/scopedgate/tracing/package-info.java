/**
 * Adds the operation and the decision of a call to its trace, on spans that Quarkus' OpenTelemetry extension starts and
 * exports; never a token, a note or a value of a statement. It decides nothing. A bean only if the application has
 * that extension. While the SDK is off, as by default, none of this does anything.
 */
package dev.scopedgate.tracing;
