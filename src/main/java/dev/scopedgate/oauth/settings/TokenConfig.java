package dev.scopedgate.oauth.settings;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** How tokens are verified. */
public interface TokenConfig {
    /**
     * How far the clocks of issuer and server may differ. Risk if too long: expired tokens work longer. Risk if too
     * short: new tokens are refused.
     */
    @WithDefault("30s")
    DurationSetting clockSkew();

    /**
     * The longest lifetime, {@code exp - iat}, that a token may have. Default: no limit. Risk if too long: a leaked
     * token works longer. If it is shorter than the lifetime that the issuer sets, every token is refused.
     */
    Optional<DurationSetting> maxLifetime();

    /**
     * The signature algorithms that are accepted, out of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384,
     * ES512, EdDSA, Ed25519 and Ed448. EdDSA stands for both curves, under the old name and the new names (RFC
     * 9864). Keys for other algorithms are not used. If an algorithm that the issuer uses is missing, its tokens
     * are refused.
     */
    @WithDefault("RS256,PS256,ES256,EdDSA")
    List<String> algorithms();

    /**
     * The claim that holds the user's ring. It is written to the audit log and shown by {@code /whoami}; no
     * decision reads it.
     */
    @WithDefault("ring")
    String ringClaim();
}
