package dev.scopedgate.http;

/**
 * Every place that a check of ours has in the order of Quarkus' HTTP filters; a request meets the highest first. Between
 * them stand Quarkus' own: CORS at 300, authentication at 200, authorization at 100.
 */
public enum FilterOrder {
    /** Before all others, so that the span of a request is known to each of them. */
    REQUEST_SPAN(500),
    PERIMETER(400),
    /** Before CORS: every origin may read the public metadata document. */
    METADATA(350),
    /** Before authentication: a path below the endpoint is 404 for everybody. */
    MCP_ENDPOINT(340),
    /** After CORS: from here to the last of our own, a request for the MCP endpoint goes from one to the next. */
    MCP_ROUTE(250),
    ADDRESS_LIMIT(195),
    /** After Quarkus' own, which only prepares an identity that would be looked for when asked for. */
    AUTHENTICATION(190),
    SUBJECT_LIMIT(180),
    RUNNING_CALLS_LIMIT(179),
    /** After authorization: only requests with a verified token count as calls in flight. */
    CALLS_IN_FLIGHT(60),
    /** After authorization: only the body of a request with a verified token is read. */
    ENVELOPE(50);

    private final int place;

    FilterOrder(int place) {
        this.place = place;
    }

    /** The priority to register a filter with. */
    public int place() {
        return place;
    }
}
