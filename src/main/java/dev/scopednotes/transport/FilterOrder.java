package dev.scopednotes.transport;

/**
 * The order in which a request meets the filters, the highest first; between them stand Quarkus' own: CORS at 300,
 * authentication at 200, authorization at 100.
 */
final class FilterOrder {

    static final int PERIMETER = 400;

    /** Before authentication: what does not exist, exists for nobody. The public metadata document is at 350. */
    static final int STATELESS = 340;

    /** After CORS: from here to the last of our own, a request for the MCP endpoint goes from one to the next. */
    static final int MCP_ROUTE = 250;

    /** After authorization: a call, and not any stranger's request. */
    static final int IN_FLIGHT = 60;

    /** After authorization: only a verified token's body is read. */
    static final int ENVELOPE = 50;

    private FilterOrder() {}
}
