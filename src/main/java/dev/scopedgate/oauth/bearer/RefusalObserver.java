package dev.scopedgate.oauth.bearer;

/** A bean that is told of every request that is turned away for its token; it changes nothing in the answer. */
public interface RefusalObserver {

    /** At once and without blocking, because this may be an event loop. */
    void refused(TokenRefused refused);
}
