package dev.scopedgate.oauth.bound;

import dev.scopedgate.testsupport.ProofForge;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;

/** Proofs that are wrong in one thing, each with the text of its refusal, for {@code GET /whoami} and one token. */
final class BadProofs {

    static final String MALFORMED = "the proof is malformed";
    static final String KEY = "alg of the proof does not fit its jwk";
    static final String ALG = "alg of the proof is not an allowed algorithm: ES256 EdDSA PS256 RS256";
    static final String TYP = "typ of the proof is not dpop+jwt";
    static final String HTU = "htu of the proof is not the URI of the request on the host of scoped-gate.resource";
    static final String HTM = "htm of the proof is not the method of the request";
    static final String ATH = "ath of the proof is not the hash of the token";
    static final String JTI = "jti of the proof is missing, or not a text of 1 to 256 characters";
    static final String IAT = "iat of the proof is missing or not a number";
    static final String FUTURE = "iat of the proof lies in the future";
    static final String OLD = "iat of the proof is too old";
    static final String SECRET = "jwk of the proof contains a private or symmetric key";
    static final String MEMBERS = "jwk of the proof lacks a member, or has one of another kind of key";
    static final String SPELLING = "jwk of the proof is not written as RFC 7638 asks";
    static final String SIGNATURE = "the signature of the proof does not verify";
    static final String LARGE =
            "jwk of the proof is an RSA key of more than 4096 bits, or with an e of more than 32 bits";

    private BadProofs() {}

    /**
     * A proof, as the values of the header.
     *
     * @param error of the challenge
     */
    record Bad(String name, String error, String check, PublicJsonWebKey boundTo, Headers headers) {
        /** To what the token is bound: to the key of the proof, where that is what is wrong. */
        String jkt() {
            if (!isOfTheKey()) {
                return ProofForge.thumbprint(boundTo);
            }
            String header = headers.of("").get(0).replaceFirst("\\..*", "");
            JsonObject jwk = new JsonObject(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
                    .getJsonObject("jwk");
            String members = Stream.of("crv", "e", "kty", "n", "x", "y")
                    .filter(jwk::containsKey)
                    .map(member -> "\"" + member + "\":\"" + jwk.getString(member) + "\"")
                    .collect(Collectors.joining(",", "{", "}"));
            return ProofForge.hash(members);
        }

        boolean isOfTheKey() {
            return check.startsWith("jwk of the proof cannot be used") || check.equals(LARGE);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Makes the values of the header for a token. */
    interface Headers {
        List<String> of(String token);
    }

    /** Changes a right proof. */
    interface Change {
        Object to(ProofForge right);
    }

    static Stream<Bad> all() {
        return Stream.of(headers(), encodings(), header(), keys(), claims(), signatures())
                .flatMap(family -> family);
    }

    private static Bad bad(String name, String check, Change change) {
        return bad(name, check, ClientKeys.EC, "ES256", change);
    }

    @SuppressWarnings("unchecked") // one or several values
    private static Bad bad(String name, String check, PublicJsonWebKey key, String alg, Change change) {
        return new Bad(name, "invalid_dpop_proof", check, key, token -> {
            Object made = change.to(ProofForge.proof(key, alg, "GET", "/whoami", token));
            return made instanceof ProofForge forge
                    ? List.of(forge.sign())
                    : made instanceof String text ? List.of(text) : (List<String>) made;
        });
    }

    private static Stream<Bad> headers() {
        return Stream.of(
                bad("no header", "the header DPoP with the proof is missing", right -> List.of()),
                bad("two headers", "more than one DPoP header", right -> List.of(right.sign(), right.sign())),
                bad("one header twice", "more than one DPoP header", right -> {
                    String proof = right.sign();
                    return List.of(proof, proof);
                }),
                bad("two in one header", MALFORMED, right -> right.sign() + ", " + right.sign()),
                bad("empty", MALFORMED, right -> ""),
                bad("a word", MALFORMED, right -> "proof"),
                bad("longer than 8 KiB", "the proof is longer than 8 KiB", right -> right.claim("x", "x".repeat(8192))),
                bad("two parts", MALFORMED, right -> right.sign().replaceFirst("\\.[^.]*$", "")),
                bad("four parts", MALFORMED, right -> right.sign() + ".AAAA"),
                bad("a dot at its end", MALFORMED, right -> right.sign() + "."),
                bad("many dots at its end", MALFORMED, right -> right.sign() + ".".repeat(100)),
                bad("a dot at its beginning", MALFORMED, right -> "." + right.sign()),
                bad("three empty parts", MALFORMED, right -> ".."),
                bad("five parts, as encrypted", MALFORMED, right -> right.sign() + ".AAAA.AAAA"));
    }

    private static Stream<Bad> encodings() {
        return Stream.of(
                bad("header with padding", MALFORMED, right -> padded(right, 0)),
                bad("signature with padding", MALFORMED, right -> right.sign() + "=="),
                bad("signature with set trailing bits", MALFORMED, right -> {
                    String proof = right.sign();
                    char last = proof.charAt(proof.length() - 1);
                    // 64 bytes end in two unused bits four letters apart
                    return proof.substring(0, proof.length() - 1) + (char) (last + 1);
                }),
                bad(
                        "header in base64, not base64url",
                        MALFORMED,
                        right -> right.signParts(
                                Base64.getEncoder().encodeToString((right.headerJson() + " ÿÿÿ>>>???").getBytes())
                                        + ".e30")),
                bad("header that is not JSON", MALFORMED, right -> right.sign("{", right.claimsJson())),
                bad(
                        "header a list",
                        MALFORMED,
                        right -> right.sign("[" + right.headerJson() + "]", right.claimsJson())),
                bad(
                        "claims a list",
                        MALFORMED,
                        right -> right.sign(right.headerJson(), "[" + right.claimsJson() + "]")),
                bad("claims null", MALFORMED, right -> right.sign(right.headerJson(), "null")),
                bad(
                        "claims with something after them",
                        MALFORMED,
                        right -> right.sign(right.headerJson(), right.claimsJson() + "{}")),
                bad("claims empty", MALFORMED, right -> right.sign(right.headerJson(), "")),
                bad(
                        "alg twice",
                        MALFORMED,
                        right -> right.sign(
                                "{\"alg\":\"none\"," + right.headerJson().substring(1), right.claimsJson())),
                bad(
                        "jwk twice",
                        MALFORMED,
                        right -> right.sign("{\"jwk\":{}," + right.headerJson().substring(1), right.claimsJson())),
                bad(
                        "htm twice",
                        MALFORMED,
                        right -> right.sign(
                                right.headerJson(),
                                "{\"htm\":\"POST\"," + right.claimsJson().substring(1))),
                bad(
                        "a member twice within jwk",
                        MALFORMED,
                        right -> right.sign(
                                right.headerJson().replace("\"kty\"", "\"kty\":\"EC\",\"kty\""), right.claimsJson())),
                bad(
                        "nested deeper than 32",
                        MALFORMED,
                        right -> right.sign(
                                right.headerJson(),
                                "{\"a\":" + "[".repeat(40) + "]".repeat(40) + ","
                                        + right.claimsJson().substring(1))),
                bad(
                        "claims in UTF-16",
                        MALFORMED,
                        right -> right.signParts(ProofForge.encode(right.headerJson()) + "."
                                + ProofForge.encode(right.claimsJson().getBytes(StandardCharsets.UTF_16BE)))),
                bad(
                        "an overlong encoding",
                        MALFORMED,
                        right -> right.signParts(ProofForge.encode(right.headerJson()) + "."
                                + ProofForge.encode(
                                        new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'}))));
    }

    private static String padded(ProofForge right, int part) {
        String[] parts = right.sign().split("\\.");
        parts[part] += "=";
        return String.join(".", parts);
    }

    private static Stream<Bad> header() {
        return Stream.of(
                bad("typ missing", TYP, right -> right.header("typ", null)),
                bad("typ JWT", TYP, right -> right.header("typ", "JWT")),
                bad("typ at+jwt", TYP, right -> right.header("typ", "at+jwt")),
                bad("typ a number", TYP, right -> right.header("typ", 1)),
                bad("typ with a blank", TYP, right -> right.header("typ", "dpop+jwt ")),
                bad("alg missing", ALG, right -> right.header("alg", null)),
                bad("alg none", ALG, right -> right.header("alg", "none")),
                bad(
                        "alg none without signature",
                        ALG,
                        right -> right.header("alg", "none").sign().replaceFirst("\\.[^.]*$", ".")),
                bad("alg None", ALG, right -> right.header("alg", "None")),
                bad("alg HS256", ALG, right -> right.header("alg", "HS256")),
                bad("alg in small letters", ALG, right -> right.header("alg", "es256")),
                bad("alg of no allowed curve", ALG, ClientKeys.P384, "ES384", right -> right),
                bad("alg a list", ALG, right -> right.header("alg", List.of("ES256"))),
                bad("alg RS256 with an elliptic curve", KEY, right -> right.header("alg", "RS256")),
                bad("alg EdDSA with P-256", KEY, right -> right.header("alg", "EdDSA")),
                bad("alg Ed448 with Ed25519", KEY, ClientKeys.ED25519, "EdDSA", right -> right.header("alg", "Ed448")),
                bad("alg ES256 with RSA", KEY, ClientKeys.RSA, "RS256", right -> right.header("alg", "ES256")),
                bad("crit empty", "crit of the proof is not supported", right -> right.header("crit", List.of())),
                bad(
                        "crit that names exp",
                        "crit of the proof is not supported",
                        right -> right.header("crit", List.of("exp")).header("exp", 1)),
                bad("b64 false", "b64 of the proof is not supported", right -> right.header("b64", false)),
                bad("zip", "zip of the proof is not supported", right -> right.header("zip", "DEF")),
                bad("cty", "cty of the proof is not supported", right -> right.header("cty", "JWT")));
    }

    private static Stream<Bad> keys() {
        Map<String, Object> ec = ProofForge.jwk(ClientKeys.EC);
        String x = (String) ec.get("x");
        return Stream.of(
                bad("jwk missing", "jwk of the proof is missing or not an object", right -> right.header("jwk", null)),
                bad("jwk a text", "jwk of the proof is missing or not an object", right -> right.header("jwk", "{}")),
                bad(
                        "jwk a list of the key",
                        "jwk of the proof is missing or not an object",
                        right -> right.header("jwk", List.of(ec))),
                bad(
                        "kid instead of jwk",
                        "jwk of the proof is missing or not an object",
                        right -> right.header("jwk", null).header("kid", "x")),
                bad(
                        "jwk empty",
                        "kty of the jwk of the proof is not EC, OKP or RSA",
                        right -> right.header("jwk", Map.of())),
                bad(
                        "kty in small letters",
                        "kty of the jwk of the proof is not EC, OKP or RSA",
                        right -> right.jwk("kty", "ec")),
                bad("kty oct with k", SECRET, right -> right.header("jwk", Map.of("kty", "oct", "k", "AAAA"))),
                bad(
                        "kty oct",
                        "kty of the jwk of the proof is not EC, OKP or RSA",
                        right -> right.header("jwk", Map.of("kty", "oct"))),
                bad("private key", SECRET, right -> right.jwk("d", x)),
                bad(
                        "private key null",
                        SECRET,
                        right -> right.sign(
                                right.headerJson().replace("\"kty\"", "\"d\":null,\"kty\""), right.claimsJson())),
                bad("private key of RSA", SECRET, ClientKeys.RSA, "RS256", right -> right.jwk("p", "AQAB")),
                bad("crv of another curve", KEY, right -> right.jwk("crv", "P-384")),
                bad("crv secp256k1", KEY, right -> right.jwk("crv", "secp256k1")),
                bad("crv missing", KEY, right -> right.jwk("crv", null)),
                bad("y missing", MEMBERS, right -> right.jwk("y", null)),
                bad("both x and n", MEMBERS, right -> right.jwk("n", x)),
                bad("x a number", SPELLING, right -> right.jwk("x", 5)),
                bad("x padded", SPELLING, right -> right.jwk("x", x + "=")),
                bad("x with a leading zero", SPELLING, right -> right.jwk("x", ProofForge.encode(longer(x)))),
                bad(
                        "off the curve",
                        "jwk of the proof cannot be used: its coordinates are not a point on its curve",
                        right -> right.jwk("x", ec.get("y"))),
                bad(
                        "the point 0, 0",
                        "jwk of the proof cannot be used: its coordinates are not a point on its curve",
                        right -> right.jwk("x", zeros(32))
                                .header("jwk", Map.of("kty", "EC", "crv", "P-256", "x", zeros(32), "y", zeros(32)))),
                bad("alg within jwk of another key", KEY, right -> right.jwk("alg", "RS256")),
                bad(
                        "use enc within jwk",
                        "jwk of the proof cannot be used: use is not sig",
                        right -> right.jwk("use", "enc")),
                bad(
                        "key_ops without verify within jwk",
                        "jwk of the proof cannot be used: key_ops does not contain verify",
                        right -> right.jwk("key_ops", List.of("sign"))),
                bad(
                        "RSA of 1024 bits",
                        "jwk of the proof cannot be used: RSA of 1024 bits is too weak: the minimum is 2048",
                        ClientKeys.generate("1024"),
                        "RS256",
                        right -> right),
                rsa("RSA of 4104 bits", LARGE, modulus(4104), BigInteger.valueOf(65537)),
                rsa(
                        "RSA with an e of 33 bits",
                        LARGE,
                        modulus(2048),
                        BigInteger.ONE.shiftLeft(32).add(BigInteger.ONE)),
                rsa(
                        "RSA with an even n",
                        "jwk of the proof cannot be used: n is even",
                        modulus(2048).subtract(BigInteger.ONE),
                        BigInteger.valueOf(65537)),
                rsa(
                        "RSA with e = 1",
                        "jwk of the proof cannot be used: e is not an odd number from 3 to 64 bits",
                        modulus(2048),
                        BigInteger.ONE),
                bad(
                        "n with a sign byte",
                        SPELLING,
                        ClientKeys.RSA,
                        "RS256",
                        right -> right.jwk("n", ProofForge.encode(longer((String)
                                ProofForge.jwk(ClientKeys.RSA).get("n"))))),
                bad(
                        "Ed25519 of 31 bytes",
                        "jwk of the proof cannot be used: x has the wrong length for its curve",
                        ClientKeys.ED25519,
                        "EdDSA",
                        right -> right.jwk("x", zeros(31))),
                small("the neutral point", "0100000000000000000000000000000000000000000000000000000000000000"),
                small("a point of order 2", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
                small("a point of order 4", "0000000000000000000000000000000000000000000000000000000000000080"),
                small("a point of order 8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
                small("another point of order 8", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
                bad("X25519", KEY, ClientKeys.ED25519, "EdDSA", right -> right.jwk("crv", "X25519")));
    }

    private static Bad rsa(String name, String check, BigInteger n, BigInteger e) {
        return bad(
                name,
                check,
                ClientKeys.RSA,
                "RS256",
                right -> right.header("jwk", Map.of("kty", "RSA", "n", number(n), "e", number(e))));
    }

    /** With the signature of zeros that the JDK verifies for many texts. */
    private static Bad small(String name, String x) {
        return bad(
                "Ed25519 of " + name,
                "jwk of the proof cannot be used: it is a point of small order: anybody can make its signatures",
                ClientKeys.ED25519,
                "EdDSA",
                right -> right.jwk("x", ProofForge.encode(HexFormat.of().parseHex(x)))
                                .sign()
                                .replaceFirst("[^.]*$", "") + "AQ" + "A".repeat(84));
    }

    private static BigInteger modulus(int bits) {
        return BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return ProofForge.encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static byte[] longer(String member) {
        byte[] bytes = Base64.getUrlDecoder().decode(member);
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 1, bytes.length);
        return longer;
    }

    private static String zeros(int bytes) {
        return ProofForge.encode(new byte[bytes]);
    }

    private static Stream<Bad> claims() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                bad("htm missing", HTM, right -> right.claim("htm", null)),
                bad("htm of another method", HTM, right -> right.claim("htm", "POST")),
                bad("htm in small letters", HTM, right -> right.claim("htm", "get")),
                bad("htm a list", HTM, right -> right.claim("htm", List.of("GET"))),
                bad("htu missing", HTU, right -> right.claim("htu", null)),
                bad("htu of another path", HTU, right -> right.claim("htu", "https://notes.example.test/mcp")),
                bad("htu of another host", HTU, right -> right.claim("htu", "https://evil.example.test/whoami")),
                bad("htu of another port", HTU, right -> right.claim("htu", "https://notes.example.test:8443/whoami")),
                bad("htu with http", HTU, right -> right.claim("htu", "http://notes.example.test/whoami")),
                bad("htu with a user", HTU, right -> right.claim("htu", "https://x@notes.example.test/whoami")),
                bad(
                        "htu with an empty segment",
                        HTU,
                        right -> right.claim("htu", "https://notes.example.test//whoami")),
                bad(
                        "htu with another host as an empty segment",
                        HTU,
                        right -> right.claim("htu", "https://notes.example.test//x/whoami")),
                bad(
                        "htu with a slash at its end",
                        HTU,
                        right -> right.claim("htu", "https://notes.example.test/whoami/")),
                bad(
                        "htu with an escaped slash",
                        HTU,
                        right -> right.claim("htu", "https://notes.example.test%2Fwhoami")),
                bad(
                        "htu with a path in capitals",
                        HTU,
                        right -> right.claim("htu", "https://notes.example.test/WHOAMI")),
                bad("htu relative", HTU, right -> right.claim("htu", "/whoami")),
                bad("htu of the Host that was sent", HTU, right -> right.claim("htu", "http://localhost:8081/whoami")),
                bad("htu a list", HTU, right -> right.claim("htu", List.of("https://notes.example.test/whoami"))),
                bad("htu no URI", HTU, right -> right.claim("htu", "https://notes.example.test/ whoami")),
                bad("ath missing", ATH, right -> right.claim("ath", null)),
                bad("ath of another token", ATH, right -> right.claim("ath", ProofForge.hash("another"))),
                bad("ath padded", ATH, right -> right.claim("ath", ProofForge.hash("another") + "=")),
                bad("ath a number", ATH, right -> right.claim("ath", 5)),
                bad("jti missing", JTI, right -> right.claim("jti", null)),
                bad("jti empty", JTI, right -> right.claim("jti", "")),
                bad("jti a number", JTI, right -> right.claim("jti", 5)),
                bad("jti of 257 characters", JTI, right -> right.claim("jti", "x".repeat(257))),
                bad("iat missing", IAT, right -> right.claim("iat", null)),
                bad("iat a text", IAT, right -> right.claim("iat", Long.toString(now))),
                bad("iat true", IAT, right -> right.claim("iat", true)),
                bad("iat 10 minutes ago", OLD, right -> right.claim("iat", now - 600)),
                bad("iat 0", OLD, right -> right.claim("iat", 0)),
                bad("iat negative", OLD, right -> right.claim("iat", -now)),
                bad("iat an hour ahead", FUTURE, right -> right.claim("iat", now + 3600)),
                bad("iat in milliseconds", FUTURE, right -> right.claim("iat", now * 1000)),
                bad("iat 1e10", FUTURE, right -> raw(right, "1e10")),
                bad("iat 1e308", FUTURE, right -> raw(right, "1e308")),
                bad("iat a fraction ahead", FUTURE, right -> raw(right, (now + 3600) + ".5")),
                bad("iat of 90 digits", FUTURE, right -> raw(right, "9".repeat(90))),
                bad("iat of 200 digits", MALFORMED, right -> raw(right, "9".repeat(200))),
                bad("iat NaN", MALFORMED, right -> raw(right, "NaN")));
    }

    private static String raw(ProofForge right, String iat) {
        return right.sign(right.headerJson(), right.claimsJson().replaceFirst("\"iat\":\\d+", "\"iat\":" + iat));
    }

    private static Stream<Bad> signatures() {
        return Stream.of(
                bad("signature empty", SIGNATURE, right -> right.sign().replaceFirst("\\.[^.]*$", ".")),
                bad("signature of zeros", SIGNATURE, right -> right.sign().replaceFirst("\\.[^.]*$", "." + zeros(64))),
                bad("signature in DER", SIGNATURE, right -> right.sign().replaceFirst("\\.[^.]*$", ".MEUCIQDx")),
                bad(
                        "signature of another proof",
                        SIGNATURE,
                        right -> right.sign().replaceFirst("[^.]*$", "")
                                + right.claim("jti", "another").sign().replaceFirst("^.*\\.", "")),
                bad("claims changed after signing", SIGNATURE, right -> {
                    String[] parts = right.sign().split("\\.");
                    return parts[0] + "."
                            + ProofForge.encode(right.claim("jti", "changed").claimsJson()) + "." + parts[2];
                }),
                bad(
                        "signed by another key",
                        SIGNATURE,
                        right -> ProofForge.proof(ClientKeys.OTHER, "GET", "/whoami", "")
                                .sign(right.headerJson(), right.claimsJson())),
                bad("PS256 signed as RS256", SIGNATURE, ClientKeys.RSA, "RS256", right -> right.header("alg", "PS256")),
                bad(
                        "signature of RSA with a byte less",
                        SIGNATURE,
                        ClientKeys.RSA,
                        "RS256",
                        right -> right.sign().replaceFirst("\\.[^.]*$", "." + zeros(255))),
                bad(
                        "signature of zeros, Ed25519",
                        SIGNATURE,
                        ClientKeys.ED25519,
                        "EdDSA",
                        right -> right.sign().replaceFirst("\\.[^.]*$", "." + zeros(64))),
                new Bad(
                        "a right proof of another key",
                        "invalid_token",
                        "the proof is of another key than cnf.jkt, to which the token is bound",
                        ClientKeys.EC,
                        token -> List.of(ProofForge.proof(ClientKeys.OTHER, "GET", "/whoami", token)
                                .sign())));
    }
}
