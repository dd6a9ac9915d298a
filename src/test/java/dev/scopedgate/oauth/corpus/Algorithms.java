package dev.scopedgate.oauth.corpus;

import static dev.scopedgate.oauth.corpus.Presented.SIGNATURE;
import static dev.scopedgate.oauth.corpus.Presented.forge;

import dev.scopedgate.oauth.corpus.Presented.Bad;
import dev.scopedgate.oauth.corpus.Presented.NearMiss;
import dev.scopedgate.testsupport.CompactJws;
import dev.scopedgate.testsupport.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;

/** Algorithms that must not verify anything, and keys used with another's (RFC 8725 §2.1, §3.1). */
final class Algorithms {

    private static final String NOT_ALLOWED = "alg is not an allowed algorithm: RS256 PS256 ES256 EdDSA";
    private static final String DOES_NOT_FIT = "alg does not fit the key that kid names";

    private Algorithms() {}

    static Stream<Bad> bad() {
        return Stream.of(none(), hmac(), others(), mixed()).flatMap(cases -> cases);
    }

    private static Stream<Bad> none() {
        return Stream.of("none", "None", "NONE", "nOnE", "none ", "\\u006eone", "n\\u006fne", "none\\u0000", "")
                .map(alg -> new Bad(
                        "alg '" + alg + "' and no signature",
                        NOT_ALLOWED,
                        CompactJws.encode("{\"alg\":\"" + alg + "\"}") + "." + CompactJws.encode(forge().payload())
                                + "."));
    }

    private static Stream<Bad> hmac() {
        PublicJsonWebKey key = SigningKeys.rsa();
        byte[] der = key.getPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        byte[] jwk = key.toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                hmac("HS256 with the public key in PEM", "HS256", pem.getBytes(StandardCharsets.US_ASCII)),
                hmac(
                        "HS256 with the public key in PEM, stripped",
                        "HS256",
                        pem.strip().getBytes(StandardCharsets.US_ASCII)),
                hmac("HS256 with the public key in DER", "HS256", der),
                hmac("HS256 with the public key as JWK", "HS256", jwk),
                hmac("HS384 with the public key in DER", "HS384", der),
                hmac("HS512 with the public key in DER", "HS512", der),
                new Bad(
                        "RS256 over an HMAC with the public key in DER",
                        SIGNATURE,
                        CompactJws.hmac(Presented.header(), forge().payload(), der, "HmacSHA256")));
    }

    private static Bad hmac(String name, String alg, byte[] secret) {
        return new Bad(
                name,
                NOT_ALLOWED,
                CompactJws.hmac(
                        "{\"alg\":\"" + alg + "\",\"kid\":\"rsa-1\"}",
                        forge().payload(),
                        secret,
                        alg.replace("HS", "HmacSHA")));
    }

    private static Stream<Bad> others() {
        return Stream.concat(
                Stream.of(
                                "rs256",
                                "RS256 ",
                                "RS384",
                                "RS512",
                                "RS1",
                                "ES256K",
                                "ES384",
                                "dir",
                                "RSA-OAEP",
                                "ESP256",
                                "ed25519")
                        .map(alg -> new Bad("alg '" + alg + "'", NOT_ALLOWED, headed("{\"alg\":\"" + alg + "\"}"))),
                Stream.of(
                        new Bad("no alg", NOT_ALLOWED, headed("{\"kid\":\"rsa-1\"}")),
                        new Bad("alg null", "alg is not a string", headed("{\"alg\":null}")),
                        new Bad("alg in an array", "alg is not a string", headed("{\"alg\":[\"RS256\"]}")),
                        new Bad("Alg with a capital", NOT_ALLOWED, headed("{\"Alg\":\"RS256\",\"kid\":\"rsa-1\"}"))));
    }

    private static Stream<Bad> mixed() {
        return Stream.of(
                mixed("RS256 over a PS256 signature", SIGNATURE, "RS256", "rsa-1", SigningKeys.rsa(), "PS256"),
                mixed("PS256 over an RS256 signature", SIGNATURE, "PS256", "rsa-1", SigningKeys.rsa(), "RS256"),
                mixed("RS256 with the kid of the EC key", DOES_NOT_FIT, "RS256", "ec-1", SigningKeys.rsa(), "RS256"),
                mixed("ES256 with the kid of the RSA key", DOES_NOT_FIT, "ES256", "rsa-1", SigningKeys.ec(), "ES256"),
                mixed(
                        "ES256 with the kid of the Edwards key",
                        DOES_NOT_FIT,
                        "ES256",
                        "okp-1",
                        SigningKeys.ec(),
                        "ES256"),
                mixed(
                        "Ed25519 with the kid of the EC key",
                        DOES_NOT_FIT,
                        "Ed25519",
                        "ec-1",
                        SigningKeys.ed25519(),
                        "EdDSA"),
                mixed(
                        "Ed448 with the kid of the Ed25519 key",
                        DOES_NOT_FIT,
                        "Ed448",
                        "okp-1",
                        SigningKeys.ed25519(),
                        "EdDSA"),
                mixed(
                        "EdDSA with the kid of the EC key",
                        DOES_NOT_FIT,
                        "EdDSA",
                        "ec-1",
                        SigningKeys.ed25519(),
                        "EdDSA"));
    }

    private static Bad mixed(
            String name, String check, String alg, String kid, PublicJsonWebKey key, String algorithm) {
        String header = "{\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\"}";
        return new Bad(name, check, CompactJws.sign(header, forge().payload(), key, algorithm));
    }

    private static String headed(String header) {
        return CompactJws.rs256(header, forge().payload());
    }

    static Stream<NearMiss> nearMisses() {
        return Stream.of(
                nearMiss("RS256", SigningKeys.rsa()),
                nearMiss("PS256", SigningKeys.rsa()),
                nearMiss("ES256", SigningKeys.ec()),
                nearMiss("EdDSA", SigningKeys.ed25519()),
                nearMiss("Ed25519", SigningKeys.ed25519()),
                new NearMiss(
                        "alg RS256 with an escaped letter", headed("{\"alg\":\"\\u0052S256\",\"kid\":\"rsa-1\"}")));
    }

    private static NearMiss nearMiss(String alg, PublicJsonWebKey key) {
        String header = "{\"alg\":\"" + alg + "\",\"kid\":\"" + key.getKeyId() + "\"}";
        return new NearMiss(alg + " by its own key", CompactJws.sign(header, forge().payload(), key, alg));
    }
}
