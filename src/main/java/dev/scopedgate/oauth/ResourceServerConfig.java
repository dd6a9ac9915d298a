package dev.scopedgate.oauth;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the resource server as an operator gives them, unchecked; {@link ResourceServer} is the checked form.
 */
@ConfigMapping(prefix = "scoped-notes")
public interface ResourceServerConfig {

    /**
     * Required: the URI of the MCP endpoint as clients see it, without a trailing slash (RFC 8707 §2, RFC 9728 §1.2).
     * Wrong, and no token has the right audience: every one is refused.
     */
    Optional<String> resource();

    /**
     * Required, unless {@link IssuerConfig#issuer()} is there: whose tokens are trusted, compared as an exact string. Wrong, and
     * every token is refused, or a stranger's are trusted.
     */
    Optional<String> issuer();

    /**
     * Where the issuer publishes its keys; found by discovery (RFC 8414, OIDC) when absent. Wrong, and whoever
     * publishes there signs tokens that are accepted.
     */
    Optional<String> jwksUri();

    /**
     * The {@code aud} that a token must hold, for an issuer that cannot name the resource; {@link #resource()} when
     * absent. That of another server, and tokens meant for it are accepted here.
     */
    Optional<String> audience();

    /** How tokens of {@link #issuer()} are judged that only it can read, and how long its answer may take. */
    IssuerConfig.Introspection introspection();

    /** Further issuers, each under a name of the operator's choice, which means nothing. */
    Map<String, IssuerConfig> issuers();

    /**
     * The name under which clients show this server to people (RFC 9728 §2). Wrong, and people consent to what they do
     * not recognize.
     */
    @WithDefault("scoped-notes")
    String resourceName();

    /**
     * The URI of a page for developers who want to connect (RFC 9728 §2). Wrong, and clients link to it all the same:
     * nothing here reads it.
     */
    Optional<String> resourceDocumentation();

    Token token();

    TokenCache tokenCache();

    Keys keys();

    Discovery discovery();

    /**
     * Accepts {@code http} resources and issuers off loopback. If so, whoever is on the path reads and forges tokens.
     */
    @WithDefault("false")
    boolean dangerouslyAllowHttp();

    /** How tokens are judged. */
    interface Token {
        /**
         * By how much the clocks of issuer and server may differ. Longer, and expired tokens live longer; shorter than
         * it is, and new ones are refused.
         */
        @WithDefault("30s")
        DurationSetting clockSkew();

        /**
         * The greatest lifetime, {@code exp - iat}, that a token may have; any when absent. Longer, and a leaked token
         * is good for longer; shorter than the issuer's, and every one is refused.
         */
        Optional<DurationSetting> maxLifetime();

        /**
         * The signature algorithms that a token may have, of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512,
         * EdDSA, Ed25519 and Ed448. EdDSA stands for both of its curves, under the old name and the new ones (RFC 9864). One
         * that the issuer uses is missing, and its tokens are refused; keys of others are not used.
         */
        @WithDefault("RS256,PS256,ES256,EdDSA")
        List<String> algorithms();

        /**
         * The claim that holds the user's ring, for the audit only. Wrong, and no ring is shown: no decision reads it.
         */
        @WithDefault("ring")
        String ringClaim();
    }

    /** How long a verified token need not be verified again. */
    interface TokenCache {
        /**
         * How many verified tokens are remembered, by their hash; 0 turns it off. One whose claims take more than 4 KiB
         * counts for several. Fewer than are in use, and signatures are verified again and again.
         */
        @WithDefault("10000")
        int maxEntries();

        /** The longest that one is remembered. Longer, and a revoked opaque token works longer. */
        @WithDefault("1m")
        DurationSetting maxAge();
    }

    /** How the issuer's keys are kept. */
    interface Keys {
        /** The longest time between two fetches of an issuer's keys. Longer, and a withdrawn key is trusted longer. */
        @WithDefault("5m")
        DurationSetting refreshInterval();

        /**
         * The shortest, when the issuer's {@code Cache-Control} asks for less or forbids caching. Shorter, and such an
         * issuer is asked that often; longer, and a withdrawn key is trusted that long in spite of what it asks.
         */
        @WithDefault("30s")
        DurationSetting minRefreshInterval();

        /**
         * How long keys serve while the issuer cannot be reached; then 503. More than {@code refresh-interval}. Longer, and
         * a key withdrawn meanwhile is trusted longer; shorter, and an outage there is sooner one here.
         */
        @WithDefault("12h")
        DurationSetting maxStale();

        /**
         * The least time between two fetches that unknown key ids cause. Shorter, and strangers can drive fetches;
         * longer, and the first calls with a new key wait longer.
         */
        @WithDefault("1s")
        DurationSetting unknownKeyInterval();

        /**
         * How long the issuer may take for a document; with {@code unknown-key-interval} the longest that a call waits for a
         * key before it is told 503. Longer, and it waits longer; shorter, and a slow issuer counts as away.
         */
        @WithDefault("5s")
        DurationSetting timeout();
    }

    /** How the metadata document is served. */
    interface Discovery {
        /**
         * How long clients may cache the metadata document. Longer, and they learn later of another issuer or scope.
         */
        @WithDefault("1h")
        DurationSetting cacheFor();
    }
}
