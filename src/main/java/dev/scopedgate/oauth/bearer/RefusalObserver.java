package dev.scopedgate.oauth.bearer;

/** A bean that is notified of each request refused because of its token; it cannot change the response. */
public interface RefusalObserver {

    /** Must not block: it may run on an event loop. */
    void refused(TokenRefused refused);
}
