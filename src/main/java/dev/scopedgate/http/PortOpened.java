package dev.scopedgate.http;

/**
 * The CDI event that the port is open. Whoever observes it does work that a refusal without a token does not need, and that
 * would delay the first refusals if it ran before.
 */
public record PortOpened() {}
