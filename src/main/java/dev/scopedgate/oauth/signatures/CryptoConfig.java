package dev.scopedgate.oauth.signatures;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What verifies signatures. */
@ConfigMapping(prefix = "scoped-gate")
interface CryptoConfig {

    /**
     * What verifies signatures, {@link Crypto}: the library AmazonCorrettoCryptoProvider if it is on the class path, can
     * be loaded on this platform and passes its self-test, otherwise the JDK; or the JDK alone. Both accept the same
     * tokens. Risk with {@code jdk}: a signature takes up to twenty times the CPU time, so that tokens that are not
     * remembered cost more.
     */
    @WithDefault("auto")
    String crypto();

    /** The library where it can be used, or the JDK alone. */
    enum Crypto {
        AUTO,
        JDK
    }
}
