package dev.scopedgate.oauth.settings;

import dev.scopedgate.http.SecureUri;
import dev.scopedgate.oauth.IntrospectionEndpoint;
import dev.scopedgate.oauth.settings.IssuerConfig.IntrospectionClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the issuers' introspection endpoints. Endpoints whose tokens cannot be told apart are a problem, because asking in
 * turn would show the tokens of one issuer to another (RFC 7662 §4).
 */
final class IntrospectionSettings {

    private static final int MAX_PREFIX = 64;

    private final SecureUri uris;
    private final List<String> problems;

    /** The prefix of each endpoint by its property; empty if there is none. */
    private final Map<String, String> prefixes = new TreeMap<>();

    IntrospectionSettings(SecureUri uris, List<String> problems) {
        this.uris = uris;
        this.problems = problems;
    }

    Optional<IntrospectionEndpoint> read(String prefix, IntrospectionClient client) {
        Optional<URI> endpoint = uris.optionalWithQuery(
                prefix + "endpoint", client.endpoint(), "for example https://login.example.com/introspect");
        boolean whole = required(prefix + "client-id", client.clientId(), client.endpoint())
                & required(prefix + "client-secret", client.clientSecret(), client.endpoint());
        if (client.endpoint().isPresent()) {
            prefixes.put(prefix + "token-prefix", client.tokenPrefix().orElse(""));
        } else if (client.tokenPrefix().isPresent()) {
            problems.add(prefix + "token-prefix is set, but the introspection endpoint is not");
        }
        if (client.tokenPrefix().filter(text -> !isPrefix(text)).isPresent()) {
            problems.add(
                    prefix + "token-prefix must be 1 to " + MAX_PREFIX + " visible ASCII characters, with which every"
                            + " token of the issuer begins, for example ory_at_");
        }
        return endpoint.filter(uri -> whole)
                .map(uri -> new IntrospectionEndpoint(
                        uri,
                        client.clientId().orElseThrow(),
                        client.clientSecret().orElseThrow(),
                        prefix + "client-id and " + prefix + "client-secret",
                        client.tokenPrefix().orElse("")));
    }

    private static boolean isPrefix(String text) {
        return text.length() <= MAX_PREFIX && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    /** Whether the credential is present. A problem if it is present without an endpoint, or missing with one. */
    private boolean required(String property, Optional<String> value, Optional<String> endpoint) {
        boolean present = value.filter(text -> !text.isBlank()).isPresent();
        if (endpoint.isPresent() && !present) {
            problems.add(property + " is not set: introspection needs the credentials of a client of the issuer");
        } else if (endpoint.isEmpty() && present) {
            problems.add(property + " is set, but the introspection endpoint is not");
        }
        return present;
    }

    /** The endpoints, of those that were read, that may be asked about the tokens of another. */
    List<String> ambiguities() {
        List<String> ambiguities = new ArrayList<>();
        if (prefixes.size() < 2) {
            return ambiguities;
        }
        prefixes.forEach((property, prefix) -> {
            if (prefix.isEmpty()) {
                ambiguities.add(
                        property + " is not set, and several issuers have an introspection endpoint: set it to the"
                                + " text with which every token of this issuer begins, or keep one endpoint. Tokens are shown to no"
                                + " issuer that did not make them, so issuers are not asked in turn");
            }
            prefixes.forEach((other, longer) -> {
                if (!prefix.isEmpty() && !property.equals(other) && longer.startsWith(prefix)) {
                    ambiguities.add(other + " begins with " + property + ", so a token may be of either issuer: choose"
                            + " prefixes of which none begins with another");
                }
            });
        });
        return ambiguities;
    }
}
