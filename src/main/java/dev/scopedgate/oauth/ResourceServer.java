package dev.scopedgate.oauth;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The checked settings of this resource server. {@link dev.scopedgate.oauth.settings.ResourceServerSettings} makes it
 * only from consistent settings.
 */
public final class ResourceServer {

    public static final String METADATA_PATH = "/.well-known/oauth-protected-resource";

    private final URI resource;
    private final URI metadataUrl;
    private final String identifier;
    private final List<TrustedIssuer> issuers;
    private final Duration clockSkew;
    private final Optional<Duration> maxLifetime;
    private final SignatureAlgorithms algorithms;

    public ResourceServer(
            String identifier,
            List<TrustedIssuer> issuers,
            Duration clockSkew,
            Optional<Duration> maxLifetime,
            SignatureAlgorithms algorithms) {
        this.identifier = identifier;
        this.resource = URI.create(identifier);
        this.metadataUrl = resource.resolve(METADATA_PATH);
        this.issuers = List.copyOf(issuers);
        this.clockSkew = clockSkew;
        this.maxLifetime = maxLifetime;
        this.algorithms = algorithms;
    }

    /** The resource identifier, byte-identical in metadata and audience check (RFC 8707 §2). */
    public String resource() {
        return identifier;
    }

    /** The URL of the metadata document, on the scheme and authority of the resource, never those of a request. */
    public URI metadataUrl() {
        return metadataUrl;
    }

    /** Whether this is a path of the metadata document, which pages of any origin may read. */
    public static boolean isMetadataPath(String path) {
        return path != null && (path.equals(METADATA_PATH) || path.startsWith(METADATA_PATH + "/"));
    }

    /** The path of the resource, such as {@code /mcp}. */
    public String path() {
        return resource.getRawPath();
    }

    /** At least one; the first is the one that clients are sent to if they have no token. */
    public List<TrustedIssuer> issuers() {
        return issuers;
    }

    /** What the first issuer calls the scopes, for a client whose issuer is not known. */
    public ScopeNames scopeNames() {
        return issuers.get(0).scopes();
    }

    /** What the issuer of that token calls the scopes. */
    public ScopeNames scopeNames(AccessToken token) {
        return issuers.stream()
                .filter(issuer -> issuer.issuer().equals(token.issuer()))
                .findFirst()
                .map(TrustedIssuer::scopes)
                .orElse(ScopeNames.PLAIN);
    }

    public Duration clockSkew() {
        return clockSkew;
    }

    public Optional<Duration> maxLifetime() {
        return maxLifetime;
    }

    public SignatureAlgorithms algorithms() {
        return algorithms;
    }
}
