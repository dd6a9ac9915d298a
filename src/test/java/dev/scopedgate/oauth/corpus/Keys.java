package dev.scopedgate.oauth.corpus;

import static dev.scopedgate.oauth.corpus.Presented.NO_KEY;
import static dev.scopedgate.oauth.corpus.Presented.SIGNATURE;
import static dev.scopedgate.oauth.corpus.Presented.forge;
import static dev.scopedgate.oauth.corpus.Presented.header;
import static dev.scopedgate.oauth.corpus.Presented.signed;

import dev.scopedgate.oauth.corpus.Presented.Bad;
import dev.scopedgate.oauth.corpus.Presented.NearMiss;
import dev.scopedgate.testsupport.CompactJws;
import dev.scopedgate.testsupport.SigningKeys;
import java.util.Base64;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;

/** Keys of others or for another purpose, and headers that contain or name one (RFC 8725 §3.10, RFC 7515 §4.1). */
final class Keys {

    private static final PublicJsonWebKey STRANGER = SigningKeys.stranger();
    private static final String JWK = "\"jwk\":" + STRANGER.toJson(OutputControlLevel.PUBLIC_ONLY);
    private static final String JKU = "\"jku\":\"https://evil.example.test/jwks\"";
    private static final String X5U = "\"x5u\":\"https://evil.example.test/chain.pem\"";
    private static final String X5C = "\"x5c\":[\""
            + Base64.getEncoder().encodeToString(STRANGER.getPublicKey().getEncoded()) + "\"]";

    private Keys() {}

    static Stream<Bad> bad() {
        return Stream.of(brought(), named(), notForThis()).flatMap(cases -> cases);
    }

    private static Stream<Bad> brought() {
        return Stream.of(
                new Bad("a stranger's key under the issuer's kid", SIGNATURE, strange(header())),
                new Bad("a stranger's key embedded as jwk", SIGNATURE, strange(header(JWK))),
                new Bad(
                        "a stranger's key embedded as jwk, no kid",
                        "kid is missing",
                        strange("{\"alg\":\"RS256\"," + JWK + "}")),
                new Bad("jku to a stranger's keys", SIGNATURE, strange(header(JKU))),
                new Bad(
                        "jku to a stranger's keys, a kid of theirs",
                        NO_KEY,
                        strange("{\"alg\":\"RS256\",\"kid\":\"evil\"," + JKU + "}")),
                new Bad("x5u to a stranger's certificate", SIGNATURE, strange(header(X5U))),
                new Bad("x5c with a stranger's key", SIGNATURE, strange(header(X5C))));
    }

    private static Stream<Bad> named() {
        return Stream.of(
                new Bad("no kid", "kid is missing", signed("{\"alg\":\"RS256\"}")),
                new Bad("kid a number", "kid is not a string", signed("{\"alg\":\"RS256\",\"kid\":1}")),
                new Bad("kid empty", NO_KEY, kid("")),
                new Bad("kid in capitals", NO_KEY, kid("RSA-1")),
                new Bad("kid with a NUL behind", NO_KEY, kid("rsa-1\\u0000")),
                new Bad("kid with a long s", NO_KEY, kid("r\u017fa-1")),
                new Bad("kid with a Kelvin sign", NO_KEY, kid("o\u212ap-1")),
                new Bad("kid in fullwidth letters", NO_KEY, kid("\uff52\uff53\uff41-1")),
                new Bad("kid with a bidi override", NO_KEY, kid("\u202ersa-1")),
                new Bad("kid a path", NO_KEY, kid("../../../../dev/null")),
                new Bad("kid an SQL fragment", NO_KEY, kid("rsa-1' OR '1'='1")));
    }

    private static Stream<Bad> notForThis() {
        return Stream.of(
                new Bad("a published key for encryption", NO_KEY, by(SigningKeys.encryption())),
                new Bad("a published RSA key of 1024 bits", NO_KEY, by(SigningKeys.weak())),
                new Bad(
                        "a published key of another curve",
                        NO_KEY,
                        CompactJws.sign(
                                "{\"alg\":\"ES256\",\"kid\":\"ec-384\"}",
                                forge().payload(),
                                SigningKeys.p384(),
                                "ES256")),
                new Bad(
                        "a key of another curve under the kid of the EC key",
                        SIGNATURE,
                        CompactJws.sign(
                                "{\"alg\":\"ES256\",\"kid\":\"ec-1\"}",
                                forge().payload(),
                                SigningKeys.p384(),
                                "ES256")));
    }

    private static String strange(String header) {
        return CompactJws.sign(header, forge().payload(), STRANGER, "RS256");
    }

    private static String kid(String kid) {
        return signed("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}");
    }

    private static String by(PublicJsonWebKey key) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"" + key.getKeyId() + "\"}";
        return CompactJws.sign(header, forge().payload(), key, "RS256");
    }

    static Stream<NearMiss> nearMisses() {
        return Stream.of(
                new NearMiss("the issuer's key beside a jwk that is ignored", signed(header(JWK))),
                new NearMiss("the issuer's key beside a jku that is ignored", signed(header(JKU))),
                new NearMiss("the issuer's key beside x5u and x5c that are ignored", signed(header(X5U, X5C))),
                new NearMiss("the issuer's key beside an x5t", signed(header("\"x5t\":\"AAAA\""))),
                new NearMiss("kid with an escaped letter", kid("\\u0072sa-1")));
    }
}
