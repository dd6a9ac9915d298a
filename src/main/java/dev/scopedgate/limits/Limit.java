package dev.scopedgate.limits;

/** The limits, and the status that says which side is to slow down (RFC 6585 §4, RFC 9110 §15.6.4). */
enum Limit {
    /** Of one subject's calls in a minute. */
    SUBJECT(429),
    /** Of one address's bad tokens in a minute. */
    REFUSED(429),
    /** Of one address's requests in a minute. */
    ADDRESS(429),
    /** Of one subject's calls at once. */
    SUBJECT_CONCURRENCY(429),
    /** Of all calls at once. */
    CONCURRENCY(503);

    private final int status;

    Limit(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
