package dev.scopedgate.oauth.corpus;

import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.oauth.keys.KeySet;
import dev.scopedgate.oauth.keys.UnverifiedJws;
import dev.scopedgate.oauth.signatures.Signatures;
import dev.scopedgate.oauth.token.IssuerVerification;
import dev.scopedgate.testsupport.SigningKeys;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one implementation of signatures makes of a token: all that is read from it, or the failed check. */
public final class Verdicts {

    private final ResourceServer server;
    private final Map<String, IssuerVerification> byIssuer;
    private final KeySet keys;

    public Verdicts(Signatures signatures, Map<String, String> environment) {
        server = Start.with(environment);
        keys = KeySet.parse(SigningKeys.jwks(), server.algorithms());
        byIssuer = server.issuers().stream()
                .collect(Collectors.toMap(
                        TrustedIssuer::issuer, issuer -> new IssuerVerification(issuer, server, signatures)));
    }

    public String of(String token) {
        try {
            UnverifiedJws jws = UnverifiedJws.of(token, server.algorithms());
            return Optional.ofNullable(byIssuer.get(jws.issuer()))
                    .orElseThrow(() -> new RefusedException(FailedCheck.UNTRUSTED_ISSUER))
                    .verify(jws, keys.keys(jws))
                    .token()
                    .toString();
        } catch (RefusedException e) {
            return ((InvalidToken) e.refusal()).detail();
        }
    }
}
