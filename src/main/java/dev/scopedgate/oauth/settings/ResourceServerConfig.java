package dev.scopedgate.oauth.settings;

import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the resource server as the operator wrote them, not yet checked. {@link ResourceServer} is the
 * checked form.
 */
@ConfigMapping(prefix = "scoped-gate")
public interface ResourceServerConfig {

    /**
     * Required: the URI of the MCP endpoint as clients see it, without a trailing slash (RFC 8707 §2, RFC 9728 §1.2).
     * If it is wrong, no token has the right audience and every token is refused.
     */
    Optional<String> resource();

    /**
     * Required, unless {@link IssuerConfig#issuer()} is set: the issuer whose tokens are trusted, compared as an exact
     * string. If it is wrong, every token of your issuer is refused. Risk: anyone who runs the issuer named here can sign
     * tokens that are accepted.
     */
    Optional<String> issuer();

    /**
     * The URI of the issuer's keys (JWKS). Default: found by discovery (RFC 8414, OpenID Connect Discovery). Risk:
     * anyone who controls this URI can sign tokens that are accepted.
     */
    Optional<String> jwksUri();

    /**
     * The {@code aud} value that a token must contain, for an issuer that cannot put the resource into {@code aud}.
     * Default: {@link #resource()}. Risk if it is the audience of another server: tokens meant for that server are
     * accepted here.
     */
    Optional<String> audience();

    /**
     * What the issuer wants before each scope in a request, with its last character, for example
     * {@code https://notes.example.com/mcp/}. Clients are told to ask for the scopes with it; {@code @Scoped}, the audit log
     * and {@code /whoami} have the plain names. Default: nothing. If it is wrong, the issuer does not know what clients ask
     * for, and sign-ins fail.
     */
    Optional<String> scopePrefix();

    /**
     * Whether the issuer writes the prefix before each scope in its tokens too. Scopes that are written the other way grant
     * nothing: if it is wrong, its tokens have no scopes.
     */
    @WithDefault("false")
    boolean scopePrefixInToken();

    /** How opaque tokens of {@link #issuer()} are introspected, and how long an answer may take. */
    IssuerConfig.Introspection introspection();

    /**
     * Further issuers, each under a name that the operator chooses. They are listed in the order of the names, after
     * {@link #issuer()}; the name has no other meaning.
     */
    Map<String, IssuerConfig> issuers();

    /**
     * The name of this server that clients show to people (RFC 9728 §2). Default: the name of the application. Risk if
     * it is misleading: people consent to something that they do not recognize.
     */
    @WithDefault("${quarkus.application.name:scoped-gate}")
    String resourceName();

    /**
     * The URI of a page for developers who want to connect (RFC 9728 §2). Clients may link to it; this server does not
     * read it.
     */
    Optional<String> resourceDocumentation();

    /**
     * Whether tokens may be bound to a key of their client by DPoP, {@link Dpop}, so that a stolen one is worth nothing
     * (RFC 9449): beside bearer tokens, instead of them, or not at all. A bound token is never accepted without its
     * proof, whatever this says. Risk with {@code accepted}: the issuer decides which tokens a thief can use.
     */
    @WithDefault("accepted")
    String dpop();

    Token token();

    TokenCache tokenCache();

    Keys keys();

    Discovery discovery();

    /**
     * Accepts {@code http} URIs for the resource and the issuers on hosts other than loopback. Risk if {@code true}:
     * anyone on the network path can read and forge tokens.
     */
    @WithDefault("false")
    boolean dangerouslyAllowHttp();

    /** What an issuer's tokens may be bound to by DPoP. */
    enum Dpop {
        /** Both bound tokens, with a proof, and bearer tokens. */
        ACCEPTED,
        /** Only bound tokens, with a proof. */
        REQUIRED,
        /** Only bearer tokens. */
        OFF
    }

    /** How tokens are verified. */
    interface Token {
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

    /** How long a verified token is remembered. */
    interface TokenCache {
        /**
         * How many verified tokens are remembered, by their hash; 0 turns the cache off. A token whose claims take more
         * than 4 KiB counts as several. Risk if too small: signatures are verified again and again.
         */
        @WithDefault("10000")
        int maxEntries();

        /**
         * The longest time that a verified token is remembered. Risk if too long: a revoked opaque token works longer.
         */
        @WithDefault("1m")
        DurationSetting maxAge();
    }

    /** How the issuers' keys are fetched and kept. */
    interface Keys {
        /**
         * The longest time between two fetches of an issuer's keys. Risk if too long: a withdrawn key is trusted
         * longer.
         */
        @WithDefault("5m")
        DurationSetting refreshInterval();

        /**
         * The shortest time between two scheduled fetches, when the issuer's {@code Cache-Control} asks for less or
         * forbids caching. Risk if too short: that issuer is asked very often. Risk if too long: a withdrawn key is
         * trusted longer than the issuer asks.
         */
        @WithDefault("30s")
        DurationSetting minRefreshInterval();

        /**
         * How long keys are used while the issuer cannot be reached; after that, calls are answered 503. Must be longer
         * than {@code refresh-interval}. Risk if too long: a key withdrawn during the outage is trusted longer. Risk if
         * too short: an outage of the issuer soon becomes one of this server.
         */
        @WithDefault("12h")
        DurationSetting maxStale();

        /**
         * The shortest time between two fetches that unknown key ids cause. Risk if too short: a stranger can cause
         * many fetches. Risk if too long: the first calls with a new key wait longer.
         */
        @WithDefault("1s")
        DurationSetting unknownKeyInterval();

        /**
         * How long one request to the issuer may take. A call waits for a key at most this long plus
         * {@code unknown-key-interval}, and is then answered 503. Risk if too long: calls wait longer. Risk if too
         * short: a slow issuer counts as unreachable.
         */
        @WithDefault("5s")
        DurationSetting timeout();
    }

    /** How the metadata document is served. */
    interface Discovery {
        /**
         * How long clients may cache the metadata document. Risk if too long: they learn later of a new issuer or
         * scope.
         */
        @WithDefault("1h")
        DurationSetting cacheFor();
    }
}
