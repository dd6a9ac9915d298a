package dev.scopedgate.oauth.settings;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** One of several issuers. Defaults are those of the single issuer. */
public interface IssuerConfig {

    /**
     * Required: the further issuer whose tokens are trusted. It has its own keys; otherwise as
     * {@link ResourceServerConfig#issuer()}.
     */
    Optional<String> issuer();

    /** As {@link ResourceServerConfig#jwksUri()}. */
    Optional<String> jwksUri();

    /** As {@link ResourceServerConfig#audience()}. */
    Optional<String> audience();

    /** As {@link ResourceServerConfig#introspection()}. */
    IntrospectionClient introspection();

    /**
     * The claim that holds the scopes. Default: {@code scope}, or {@code scp} where that is absent. If it is wrong, its
     * tokens have no scopes. Risk if users can fill in the claim: they grant themselves scopes.
     */
    Optional<String> scopeClaim();

    /**
     * The claim that names the client. Default: the first present of {@code client_id}, {@code azp} and {@code cid}. It
     * is shown by {@code /whoami} and written to the audit log; no decision reads it.
     */
    Optional<String> clientIdClaim();

    /** As {@link ResourceServerConfig#scopePrefix()}. */
    Optional<String> scopePrefix();

    /** As {@link ResourceServerConfig#scopePrefixInToken()}. */
    @WithDefault("false")
    boolean scopePrefixInToken();

    /** As {@link TokenConfig#ringClaim()}. */
    Optional<String> ringClaim();

    /** As {@link ResourceServerConfig#dpop()}, and by default the same. */
    Optional<String> dpop();

    /** The endpoint where an issuer of opaque tokens is asked about them (RFC 7662), instead of its keys. */
    interface IntrospectionClient {
        /**
         * The endpoint where the issuer is asked about its opaque tokens (RFC 7662), instead of its keys. If several
         * issuers have one, each needs a {@code token-prefix}. Risk: anyone who controls this endpoint receives tokens and decides what they may do.
         */
        Optional<String> endpoint();

        /**
         * The client id with which this server authenticates to the endpoint. Required with the endpoint. If it is
         * wrong, no opaque token can be verified and calls are answered 503.
         */
        Optional<String> clientId();

        /**
         * The secret of that client, used literally: expressions are not resolved. Required with the endpoint. If it is
         * wrong, no opaque token can be verified. Risk if others know it: they can find out which stolen tokens work.
         */
        Optional<String> clientSecret();

        /**
         * How the issuer's opaque tokens begin, for example {@code ory_at_}: it is asked about no others. Required if several
         * issuers have an endpoint, and then none may begin with that of another. Default: an issuer that alone has an
         * endpoint is asked about every opaque token. Risk if the tokens of somebody else begin so too: they are shown to
         * this issuer.
         */
        Optional<String> tokenPrefix();
    }

    /** The same, with the settings that hold for every issuer. */
    interface Introspection extends IntrospectionClient {
        /**
         * How long one introspection answer, or the answer of a {@code TokenVerifier} of the application, may take; after
         * that, the call is answered 503. Risk if too long: a slow issuer delays calls longer.
         */
        @WithDefault("5s")
        DurationSetting timeout();
    }
}
