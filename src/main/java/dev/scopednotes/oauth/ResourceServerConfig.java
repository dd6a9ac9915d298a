package dev.scopednotes.oauth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the resource server as an operator gives them, unchecked; {@link ResourceServer} is the checked form.
 */
@ConfigMapping(prefix = "scoped-notes")
interface ResourceServerConfig {

    /** The resource identifier (RFC 8707 §2, RFC 9728 §1.2). Wrong, and no client's token has the right audience. */
    Optional<String> resource();

    /** The issuer whose tokens are trusted, compared as an exact string. Wrong, and a stranger's tokens are trusted. */
    Optional<String> issuer();

    /** Where the issuer publishes its keys; found by discovery (RFC 8414, OIDC) when absent. */
    Optional<String> jwksUri();

    /** The {@code aud} that a token must hold; the resource identifier when absent. */
    Optional<String> audience();

    /** How tokens of {@link #issuer()} are judged that only it can read, and how long its answer may take. */
    Introspection introspection();

    /** Further issuers, each under a name of the operator's choice, which means nothing. */
    Map<String, Issuer> issuers();

    /** Shown to people by clients (RFC 9728 §2). */
    @WithDefault("scoped-notes")
    String resourceName();

    /** A page for developers who want to connect (RFC 9728 §2). */
    Optional<String> resourceDocumentation();

    Token token();

    TokenCache tokenCache();

    Keys keys();

    Discovery discovery();

    /** Lets {@code http} resources and issuers off loopback pass: whoever is on the path reads and forges tokens. */
    @WithDefault("false")
    boolean dangerouslyAllowHttp();

    /** Where an issuer of opaque tokens is asked what they mean (RFC 7662), in place of its keys. */
    interface IntrospectionClient {
        /** The introspection endpoint; without it tokens are verified with the issuer's keys. */
        Optional<String> endpoint();

        /** As whom this server asks. */
        Optional<String> clientId();

        /** The secret of that client. */
        Optional<String> clientSecret();
    }

    /** The same, and what holds for every issuer. */
    interface Introspection extends IntrospectionClient {
        /** The greatest time for one answer. */
        @WithDefault("5s")
        Duration timeout();
    }

    /** An issuer of several; what is absent is as for the only one. */
    interface Issuer {
        /** As {@link ResourceServerConfig#issuer()}. */
        Optional<String> issuer();

        /** As {@link ResourceServerConfig#jwksUri()}. */
        Optional<String> jwksUri();

        /** As {@link ResourceServerConfig#audience()}. */
        Optional<String> audience();

        /** As {@link ResourceServerConfig#introspection()}. */
        IntrospectionClient introspection();

        /** The one claim that holds the scopes; {@code scope}, or where that is absent {@code scp}, by default. */
        Optional<String> scopeClaim();

        /** The one claim that names the client; {@code client_id}, {@code azp} or {@code cid} by default. */
        Optional<String> clientIdClaim();

        /** The claim that holds the user's ring, for the audit only. */
        Optional<String> ringClaim();
    }

    /** How tokens are judged. */
    interface Token {
        /** By how much the clocks of issuer and server may differ. Larger, and expired tokens live longer. */
        @WithDefault("30s")
        Duration clockSkew();

        /** The greatest lifetime, {@code exp - iat}, that a token may have; any by default. It bounds what a leak costs. */
        Optional<Duration> maxLifetime();

        /** The claim that holds the user's ring, for the audit only. */
        @WithDefault("ring")
        String ringClaim();
    }

    /** How long a verified token need not be verified again. */
    interface TokenCache {
        /** How many tokens are remembered, by their hash; 0 turns it off. */
        @WithDefault("10000")
        int maxEntries();

        /** The longest that one is remembered. */
        @WithDefault("1m")
        Duration maxAge();
    }

    /** How the issuer's keys are kept. */
    interface Keys {
        /** The longest time between two fetches. Longer, and a withdrawn key is trusted longer. */
        @WithDefault("5m")
        Duration refreshInterval();

        /** The shortest, when the issuer's {@code Cache-Control} asks for less. */
        @WithDefault("30s")
        Duration minRefreshInterval();

        /** How long keys serve while the issuer cannot be reached; afterwards 503. */
        @WithDefault("12h")
        Duration maxStale();

        /** The least time between two fetches that unknown key ids cause. Shorter, and strangers can drive fetches. */
        @WithDefault("1s")
        Duration unknownKeyInterval();

        /** The greatest time for one fetch. */
        @WithDefault("5s")
        Duration timeout();
    }

    /** How the metadata document is served. */
    interface Discovery {
        /** How long clients may cache the metadata document. */
        @WithDefault("1h")
        Duration cacheFor();
    }
}
