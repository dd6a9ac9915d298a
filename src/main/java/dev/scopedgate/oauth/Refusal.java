package dev.scopedgate.oauth;

import java.time.Duration;

/** Why a request is turned away before any of its body is read (RFC 6750 §3.1). */
public sealed interface Refusal {

    /** No token was presented. */
    record Unauthenticated() implements Refusal {}

    /**
     * The token failed a check.
     *
     * @param detail the failed check, never a value of the token
     */
    record InvalidToken(String detail) implements Refusal {}

    /** The token was presented in a way that RFC 6750 §2 forbids or that this server does not take. */
    record InvalidRequest(String detail) implements Refusal {}

    /** The token was not judged, because the issuer's keys are not to be had; a client must keep it. */
    record KeysUnavailable(Duration retryAfter) implements Refusal {}

    /** The token was not judged, because too many others wait for their issuers; a client must keep it. */
    record TooManyWaiting(Duration retryAfter) implements Refusal {}

    /**
     * The token was not judged, because its issuer could not be asked what it means (RFC 7662); a client must keep it.
     *
     * @param denied whether the issuer does not let this server ask, rather than being away
     */
    record IntrospectionUnavailable(Duration retryAfter, boolean denied) implements Refusal {}
}
