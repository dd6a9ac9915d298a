package dev.scopedgate.oauth.settings;

import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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
     * The https URI of a page for developers who want to connect (RFC 9728 §2). Clients may link to it; this server does not
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

    TokenConfig token();

    TokenCache tokenCache();

    KeysConfig keys();

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
