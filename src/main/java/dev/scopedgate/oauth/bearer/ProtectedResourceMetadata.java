package dev.scopedgate.oauth.bearer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.SupportedScopes;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.bound.ClientCertificateSettings;
import dev.scopedgate.oauth.bound.DpopSettings;
import dev.scopedgate.oauth.settings.ResourceServerConfig;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/** The protected resource metadata document, without parameters that have no value (RFC 9728 §2, §3.2). */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProtectedResourceMetadata(
        String resource,
        @JsonProperty("authorization_servers") List<String> authorizationServers,
        @JsonProperty("bearer_methods_supported") List<String> bearerMethodsSupported,
        @JsonProperty("scopes_supported") List<String> scopesSupported,
        @JsonProperty("resource_name") String resourceName,
        @JsonProperty("resource_documentation") Optional<String> resourceDocumentation,
        @JsonProperty("dpop_signing_alg_values_supported") List<String> dpopSigningAlgValuesSupported,
        @JsonProperty("dpop_bound_access_tokens_required") Optional<Boolean> dpopBoundAccessTokensRequired,

        @JsonProperty("tls_client_certificate_bound_access_tokens")
        Optional<Boolean> tlsClientCertificateBoundAccessTokens) {

    /** The only factory, so that the document is the same wherever it is served. */
    static ProtectedResourceMetadata of(
            ResourceServer server,
            SupportedScopes scopes,
            ResourceServerConfig config,
            DpopSettings dpop,
            ClientCertificateSettings certificates) {
        return new ProtectedResourceMetadata(
                server.resource(),
                server.issuers().stream().map(TrustedIssuer::issuer).toList(),
                List.of("header"),
                // what a client may ask one of them for
                server.issuers().stream()
                        .flatMap(issuer -> issuer.scopes().asked(scopes.all()).stream())
                        .distinct()
                        .toList(),
                config.resourceName(),
                config.resourceDocumentation(),
                dpop.isOffered() ? dpop.algorithms().advertised() : List.of(),
                // false is what its absence means
                dpop.isRequired() ? Optional.of(true) : Optional.empty(),
                certificates.accepts() ? Optional.of(true) : Optional.empty());
    }
}
