package dev.scopedgate.oauth.settings;

import dev.scopedgate.http.SecureUri;
import dev.scopedgate.oauth.IntrospectionEndpoint;
import dev.scopedgate.oauth.ScopeNames;
import dev.scopedgate.oauth.ScopeToken;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.TrustedIssuer.ClaimNames;
import dev.scopedgate.oauth.settings.IssuerConfig.IntrospectionClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the trusted issuers: that of {@code scoped-gate.issuer} and those of {@code scoped-gate.issuers}. */
final class IssuerSettings {

    /** With some scopes of that length the challenge is still a header that clients accept. */
    private static final int MAX_PREFIX = 200;

    private static final String EXAMPLE = "for example SCOPED_GATE_ISSUER=https://login.example.com";

    private final ResourceServerConfig config;
    private final SecureUri uris;
    private final List<String> problems;
    private final IntrospectionSettings endpoints;

    IssuerSettings(ResourceServerConfig config, SecureUri uris, List<String> problems) {
        this.config = config;
        this.uris = uris;
        this.problems = problems;
        this.endpoints = new IntrospectionSettings(uris, problems);
    }

    /** The valid issuers. Invalid ones are reported as problems. */
    List<TrustedIssuer> issuers() {
        List<TrustedIssuer> issuers = new ArrayList<>();
        if (config.issuer().isPresent() || config.issuers().isEmpty()) {
            read(
                            "scoped-gate.",
                            config.issuer(),
                            config.jwksUri(),
                            config.audience(),
                            defaultClaims(),
                            scopeNames("scoped-gate.", config.scopePrefix(), config.scopePrefixInToken()),
                            config.introspection())
                    .ifPresent(issuers::add);
        } else if (config.jwksUri().isPresent() || config.audience().isPresent() || isSet(config.introspection())) {
            problems.add("scoped-gate.jwks-uri, scoped-gate.audience and scoped-gate.introspection.endpoint belong to"
                    + " scoped-gate.issuer, which is not set: write them as scoped-gate.issuers.<name>.jwks-uri, .audience"
                    + " and .introspection.endpoint, also the other settings of scoped-gate.introspection");
        } else if (config.scopePrefix().isPresent() || config.scopePrefixInToken()) {
            problems.add(
                    "scoped-gate.scope-prefix and scoped-gate.scope-prefix-in-token belong to scoped-gate.issuer, which"
                            + " is not set: write them as scoped-gate.issuers.<name>.scope-prefix and .scope-prefix-in-token");
        }
        // ordered: the first issuer is the one that clients without a token are sent to
        new TreeMap<>(config.issuers())
                .forEach((name, issuer) -> read(
                                "scoped-gate.issuers." + name + ".",
                                issuer.issuer(),
                                issuer.jwksUri(),
                                issuer.audience(),
                                claims(issuer),
                                scopeNames(
                                        "scoped-gate.issuers." + name + ".",
                                        issuer.scopePrefix(),
                                        issuer.scopePrefixInToken()),
                                issuer.introspection())
                        .ifPresent(issuers::add));
        Set<String> seen = new HashSet<>();
        for (TrustedIssuer issuer : issuers) {
            if (!seen.add(issuer.issuer())) {
                problems.add("the issuer " + issuer.issuer() + " is configured twice, so it is unclear which keys"
                        + " verify its tokens: keep one of the two");
            }
        }
        problems.addAll(endpoints.ambiguities());
        return issuers;
    }

    private static boolean isSet(IntrospectionClient client) {
        return Stream.of(client.endpoint(), client.clientId(), client.clientSecret(), client.tokenPrefix())
                .anyMatch(Optional::isPresent);
    }

    private Optional<TrustedIssuer> read(
            String prefix,
            Optional<String> issuer,
            Optional<String> jwksUri,
            Optional<String> audience,
            ClaimNames claims,
            ScopeNames scopes,
            IntrospectionClient client) {
        Optional<URI> uri = uris.required(prefix + "issuer", issuer, EXAMPLE);
        Optional<URI> keys = uris.optionalWithQuery(
                prefix + "jwks-uri", jwksUri, "for example https://login.example.com/.well-known/jwks.json");
        if (audience.filter(String::isBlank).isPresent()) {
            problems.add(prefix + "audience is blank: leave it out to require the resource identifier");
        }
        Optional<IntrospectionEndpoint> introspection = endpoints.read(prefix + "introspection.", client);
        if (introspection.isPresent() && keys.isPresent()) {
            problems.add(prefix + "jwks-uri and " + prefix + "introspection.endpoint exclude each other: keep the one"
                    + " that verifies the issuer's tokens");
        }
        // unchanged: iss is compared byte for byte
        return uri.map(valid -> new TrustedIssuer(
                issuer.orElseThrow(), keys, audience.or(config::resource).orElse(""), claims, scopes, introspection));
    }

    private ScopeNames scopeNames(String property, Optional<String> prefix, boolean inToken) {
        if (prefix.filter(text -> !ScopeToken.isValid(text) || text.length() > MAX_PREFIX)
                .isPresent()) {
            problems.add(
                    property + "scope-prefix must be 1 to " + MAX_PREFIX + " characters of a scope: printable ASCII"
                            + " without space, quote and backslash (RFC 6749 section 3.3), for example "
                            + "https://notes.example.com/mcp/");
        } else if (prefix.isEmpty() && inToken) {
            problems.add(property + "scope-prefix-in-token is true, but " + property
                    + "scope-prefix is not set: set it, or" + " the scopes of the tokens are read as they are");
        }
        return new ScopeNames(prefix.orElse(""), inToken);
    }

    private ClaimNames defaultClaims() {
        return new ClaimNames(
                ClaimNames.SCOPE, ClaimNames.CLIENT_ID, config.token().ringClaim());
    }

    private ClaimNames claims(IssuerConfig issuer) {
        return new ClaimNames(
                issuer.scopeClaim().map(List::of).orElse(ClaimNames.SCOPE),
                issuer.clientIdClaim().map(List::of).orElse(ClaimNames.CLIENT_ID),
                issuer.ringClaim().orElse(config.token().ringClaim()));
    }
}
