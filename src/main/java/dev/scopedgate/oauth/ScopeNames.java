package dev.scopedgate.oauth;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The names that one issuer has for the scopes of the scope table: in a client's request with a prefix, in a token either
 * always with it or never (RFC 6749 §3.3). Everything else in this server uses the plain names.
 *
 * @param prefix before each name in a request; empty if the issuer has the plain names
 * @param inToken whether the prefix is before each name in a token too
 */
public record ScopeNames(String prefix, boolean inToken) {

    /** Those of an issuer without a prefix. */
    public static final ScopeNames PLAIN = new ScopeNames("", false);

    /** What a client must ask this issuer for. */
    public String asked(String plain) {
        return prefix + plain;
    }

    /** The same for each of them, in their order. */
    public List<String> asked(Collection<String> plain) {
        return plain.stream().map(this::asked).toList();
    }

    /** The plain name of a scope in a token; empty if this issuer does not write its scopes so. */
    public Optional<String> plain(String written) {
        if (prefix.isEmpty()) {
            return Optional.of(written);
        }
        // removed once: a prefix that is there twice is not one that the issuer writes
        return written.startsWith(prefix) == inToken
                ? Optional.of(inToken ? written.substring(prefix.length()) : written)
                        .filter(name -> !name.isEmpty())
                : Optional.empty();
    }
}
