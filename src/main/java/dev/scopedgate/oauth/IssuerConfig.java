package dev.scopedgate.oauth;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** An issuer of several; what is absent is as for the only one. */
public interface IssuerConfig {

    /**
     * Required: whose tokens are trusted too; each has its own keys, and otherwise it is as
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
     * The one claim that holds the scopes; by default {@code scope}, or where that is absent {@code scp}. Wrong, and
     * its tokens reach nothing; one that users fill in, and they grant themselves scopes.
     */
    Optional<String> scopeClaim();

    /**
     * The one claim that names the client; by default the first there is of {@code client_id}, {@code azp} and
     * {@code cid}. Wrong, and {@code /whoami} names another: no decision reads it.
     */
    Optional<String> clientIdClaim();

    /** As {@link ResourceServerConfig.Token#ringClaim()}. */
    Optional<String> ringClaim();

    /** Where an issuer of opaque tokens is asked what they mean (RFC 7662), in place of its keys. */
    interface IntrospectionClient {
        /**
         * Where the issuer is asked what its opaque tokens mean (RFC 7662), in place of its keys; at most one issuer
         * may have it. Wrong, and whoever answers there is shown tokens and says what they may do.
         */
        Optional<String> endpoint();

        /**
         * As whom this server asks; required with the endpoint. Wrong, and no opaque token can be judged: each is
         * answered 503.
         */
        Optional<String> clientId();

        /**
         * The secret of that client, taken as it is written, without expressions; required with the endpoint. Wrong, and no
         * opaque token can be judged; known to others, and they can ask what stolen tokens are worth.
         */
        Optional<String> clientSecret();
    }

    /** The same, and what holds for every issuer. */
    interface Introspection extends IntrospectionClient {
        /** How long one answer may take; then 503. Longer, and a slow issuer holds calls longer. */
        @WithDefault("5s")
        DurationSetting timeout();
    }
}
