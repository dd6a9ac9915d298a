package dev.scopedgate.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How many calls are accepted, counted by each replica for itself. A number of calls per minute is also the burst that
 * is accepted at once; 0 turns that limit off.
 */
@ConfigMapping(prefix = "scoped-gate.limits")
interface LimitsConfig {

    /**
     * Calls per minute of one subject (issuer and {@code sub}), denied calls included; more are answered 429. 0 turns
     * the limit off. Risk if too low: busy agents of one user get 429. Risk if too high: one user can take the database
     * from all others.
     */
    @WithDefault("1200")
    int callsPerSubject();

    /**
     * Rejected tokens per minute and address; above it, unknown tokens of that address are answered 429 without being
     * verified. 0 turns the limit off. Risk if too low: one caller behind a NAT or an ingress delays new tokens of all
     * callers behind it. Risk if too high: a flood of forged tokens costs more signature checks.
     */
    // behind an ingress all callers share one address: high enough that only costly floods are limited
    @WithDefault("6000")
    int refusedPerAddress();

    /**
     * Requests per minute and address, with or without a token; more are answered 429. 0 turns the limit off. Risk
     * behind an ingress without {@code quarkus.http.proxy}: all callers share the one address of the ingress.
     */
    @WithDefault("0")
    int callsPerAddress();

    /**
     * Concurrent calls of all callers together; more are answered 503. 0 turns the limit off. Risk if too low: a short
     * peak is refused. Risk if too high: calls wait longer.
     */
    @WithDefault("500")
    int concurrentCalls();

    /**
     * Concurrent calls of one subject; more are answered 429. 0 turns the limit off. Risk if as high as the limit for
     * all callers: the slow calls of one subject block all others.
     */
    @WithDefault("100")
    int concurrentCallsPerSubject();

    /**
     * How many subjects, and how many addresses, are counted at a time; each takes about 500 bytes. Risk if too low:
     * callers that come rarely are forgotten sooner, and start again with a full allowance.
     */
    @WithDefault("20000")
    int trackedCallers();
}
