package dev.scopedgate.http;

/**
 * The order of this server's checks among the Quarkus HTTP filters; the highest runs first. Quarkus' own: CORS at 300,
 * authentication at 200, authorization at 100.
 */
public enum FilterOrder {
    /** First, so that every check has the span of the request. */
    REQUEST_SPAN(500),
    /** From here on, a request for the MCP endpoint goes from check to check directly. */
    MCP_ROUTE(450),
    PERIMETER(400),
    /** Before CORS: every origin may read the public metadata document. */
    METADATA(350),
    /** Before CORS: pages of other origins must not read it. */
    PAGE(345),
    /** Before authentication: a path below the endpoint is 404 for everybody. */
    MCP_ENDPOINT(340),
    /** Of the gate's paths; before that of the application. */
    CORS(310),
    /** Before the application's CORS filter, which would judge the origin by its own list. */
    CORS_DONE(305),
    ADDRESS_LIMIT(195),
    /** After Quarkus' authentication, which only prepares a lazily resolved identity. */
    AUTHENTICATION(190),
    SUBJECT_LIMIT(180),
    RUNNING_CALLS_LIMIT(179),
    /** After authorization: only requests with a verified token count as calls in flight. */
    CALLS_IN_FLIGHT(60),
    /** After authorization: only the body of a request with a verified token is read. */
    ENVELOPE(50),
    WHOAMI(42),
    SCOPES(41);

    private final int place;

    FilterOrder(int place) {
        this.place = place;
    }

    /** The priority of the filter. */
    public int place() {
        return place;
    }
}
