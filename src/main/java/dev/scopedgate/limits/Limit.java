package dev.scopedgate.limits;

/**
 * The limits, with the status that tells whether the client or the server is overloaded (RFC 6585 §4, RFC 9110
 * §15.6.4).
 */
enum Limit {
    /** Calls of one subject per minute. */
    SUBJECT(429),
    /** Rejected tokens of one address per minute. */
    REFUSED(429),
    /** Requests of one address per minute. */
    ADDRESS(429),
    /** Concurrent calls of one subject. */
    SUBJECT_CONCURRENCY(429),
    /** Concurrent calls in total. */
    CONCURRENCY(503);

    private final int status;

    Limit(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
