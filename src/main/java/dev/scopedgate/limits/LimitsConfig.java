package dev.scopedgate.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How much may be asked for, by each replica's own count. A number of calls is what may come at once and what comes back in
 * a minute; 0 turns that limit off.
 */
@ConfigMapping(prefix = "scoped-notes.limits")
interface LimitsConfig {

    /**
     * Calls a minute of one subject (issuer and {@code sub}), refused ones included. Lower, and busy agents of one user meet
     * 429; higher, and one user can take the database from all others.
     */
    @WithDefault("1200")
    int callsPerSubject();

    /**
     * Tokens a minute of one address that may turn out bad before further unknown ones are answered 429 unjudged. Lower, and
     * one neighbour behind a NAT, or anybody behind the same ingress, delays the others' new tokens; higher, and a flood of
     * made-up tokens costs more signatures.
     */
    // behind an ingress an address is everybody: not before their signatures would be a burden of their own
    @WithDefault("6000")
    int refusedPerAddress();

    /**
     * Requests a minute of one address, whatever they carry. Set without {@code quarkus.http.proxy} behind an ingress, and
     * all callers share the one address of the ingress.
     */
    @WithDefault("0")
    int callsPerAddress();

    /** Calls at once, of everybody; beyond it 503. Lower, and a short peak is turned away; higher, and calls wait longer. */
    @WithDefault("500")
    int concurrentCalls();

    /** Calls at once of one subject; beyond it 429. As high as the former, and one subject's slow calls shut all others out. */
    @WithDefault("100")
    int concurrentCallsPerSubject();

    /** How many subjects, and how many addresses, are counted at a time; about 500 bytes each. */
    @WithDefault("20000")
    int trackedCallers();
}
