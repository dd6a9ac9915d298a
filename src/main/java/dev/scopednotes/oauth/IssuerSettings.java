package dev.scopednotes.oauth;

import dev.scopednotes.oauth.TrustedIssuer.ClaimNames;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the trusted issuers, the one of {@code scoped-notes.issuer} and those of {@code scoped-notes.issuers}. */
final class IssuerSettings {

    private static final String EXAMPLE = "for example SCOPED_NOTES_ISSUER=https://login.example.com";

    private final ResourceServerConfig config;
    private final SecureUri uris;
    private final List<String> problems;

    IssuerSettings(ResourceServerConfig config, SecureUri uris, List<String> problems) {
        this.config = config;
        this.uris = uris;
        this.problems = problems;
    }

    /** All that are right; what is wrong is among the problems. */
    List<TrustedIssuer> issuers() {
        List<TrustedIssuer> issuers = new ArrayList<>();
        if (config.issuer().isPresent() || config.issuers().isEmpty()) {
            read("scoped-notes.", config.issuer(), config.jwksUri(), config.audience(), defaultClaims())
                    .ifPresent(issuers::add);
        } else if (config.jwksUri().isPresent() || config.audience().isPresent()) {
            problems.add(
                    "scoped-notes.jwks-uri and scoped-notes.audience belong to scoped-notes.issuer, which is not set:"
                            + " write them as scoped-notes.issuers.<name>.jwks-uri and .audience");
        }
        config.issuers()
                .forEach((name, issuer) -> read(
                                "scoped-notes.issuers." + name + ".",
                                issuer.issuer(),
                                issuer.jwksUri(),
                                issuer.audience(),
                                claims(issuer))
                        .ifPresent(issuers::add));
        Set<String> seen = new HashSet<>();
        for (TrustedIssuer issuer : issuers) {
            if (!seen.add(issuer.issuer())) {
                problems.add(
                        "the issuer " + issuer.issuer() + " is configured twice: with which keys would its tokens be"
                                + " verified? Keep one of the two");
            }
        }
        return issuers;
    }

    private Optional<TrustedIssuer> read(
            String prefix,
            Optional<String> issuer,
            Optional<String> jwksUri,
            Optional<String> audience,
            ClaimNames claims) {
        Optional<URI> uri = uris.required(prefix + "issuer", issuer, EXAMPLE);
        Optional<URI> keys = uris.optional(
                prefix + "jwks-uri", jwksUri, "for example https://login.example.com/.well-known/jwks.json");
        if (audience.filter(String::isBlank).isPresent()) {
            problems.add(prefix + "audience is blank: leave it out to require the resource identifier");
        }
        // the issuer stays the string that was given: it is compared to the byte
        return uri.map(valid -> new TrustedIssuer(
                issuer.orElseThrow(), keys, audience.or(config::resource).orElse(""), claims));
    }

    private ClaimNames defaultClaims() {
        return new ClaimNames(
                ClaimNames.SCOPE, ClaimNames.CLIENT_ID, config.token().ringClaim());
    }

    private ClaimNames claims(ResourceServerConfig.Issuer issuer) {
        return new ClaimNames(
                issuer.scopeClaim().map(List::of).orElse(ClaimNames.SCOPE),
                issuer.clientIdClaim().map(List::of).orElse(ClaimNames.CLIENT_ID),
                issuer.ringClaim().orElse(config.token().ringClaim()));
    }
}
