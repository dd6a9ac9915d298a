package dev.scopedgate.http;

/** The CDI event that the port is open: what no refusal needs begins then, so that the first refusals do not wait for it. */
public record PortOpened() {}
