package dev.scopedgate.oauth.bound;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** How the proofs of DPoP are checked; whether DPoP is accepted at all is {@code scoped-gate.dpop}. */
@ConfigMapping(prefix = "scoped-gate.dpop")
interface DpopConfig {

    /**
     * Whether a proof must contain a nonce of this server, {@link Nonce}. A client without one is answered 401 with a new
     * one, and sends its request again. In production it needs {@code scoped-gate.state-key}, so that each replica
     * accepts the nonces of the others. Risk with {@code off}: who may use the client's key for a moment can make proofs
     * for later, as far ahead as {@code scoped-gate.token.clock-skew}.
     */
    @WithDefault("off")
    String nonce();

    /**
     * The longest time between the making of a proof, its {@code iat}, and its arrival, beside
     * {@code scoped-gate.token.clock-skew}. Risk if too long: more proofs must be remembered against replays. Risk if too short:
     * clients on slow networks are refused.
     */
    @WithDefault("1m")
    DurationSetting maxAge();

    /**
     * The signature algorithms of proofs that are accepted, out of those of {@code scoped-gate.token.algorithms}. The
     * metadata document and the challenges name them. RSA keys may have 2048 to 4096 bits. Risk if it holds slow ones,
     * such as ES512: who has a key for them makes this server spend more on each call.
     */
    @WithDefault("ES256,EdDSA,PS256,RS256")
    List<String> algorithms();

    /**
     * How many proofs are remembered, by a hash, until they are too old to be sent again: 100 bytes each. When it is
     * full, the oldest are forgotten, and proofs as old as those are refused. Risk if too small: on a busy server,
     * clients with slow clocks are refused.
     */
    @WithDefault("100000")
    int rememberedProofs();

    /** Whether proofs must contain a nonce of this server. */
    enum Nonce {
        /** A nonce is neither asked for nor looked at. */
        OFF,
        /** Each proof must contain one. */
        REQUIRED
    }
}
