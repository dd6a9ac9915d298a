package dev.scopedgate.oauth.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.keys.JwsPart;
import dev.scopedgate.testsupport.CompactJws;
import dev.scopedgate.testsupport.SigningKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK and AmazonCorrettoCryptoProvider agree at the edges of what a signature is (RFC 7518 §3, RFC 8037 §3.1). */
class SignatureVerdictsTest {

    private static final Signatures JDK = Signatures.ofTheJdk();
    private static final Signatures LIBRARY = Signatures.automatic();
    private static final BigInteger N =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static PublicJsonWebKey key(String kind) throws Exception {
        return switch (kind) {
            case "RSA" -> SigningKeys.rsa();
            case "P-256" -> SigningKeys.ec();
            case "P-384" -> EcJwkGenerator.generateJwk(EllipticCurves.P384);
            case "P-521" -> EcJwkGenerator.generateJwk(EllipticCurves.P521);
            default -> OkpJwkGenerator.generateJwk(kind);
        };
    }

    private static String sign(String alg, PublicJsonWebKey key) {
        return CompactJws.sign("{\"alg\":\"" + alg + "\"}", "{\"sub\":\"ray\"}", key, alg);
    }

    private static boolean verifies(Signatures signatures, String token, PublicKey key) {
        return signatures.isValid(
                token,
                CompactJws.signatureOf(token),
                (String) JwsPart.object(token.substring(0, token.indexOf('.'))).get("alg"),
                key);
    }

    private static void assertVerdict(boolean expected, String token, PublicKey key) {
        assertThat(verifies(JDK, token, key)).as("JDK: %s by %s", token, key).isEqualTo(expected);
        assertThat(verifies(LIBRARY, token, key))
                .as("library: %s by %s", token, key)
                .isEqualTo(expected);
    }

    @Test
    void theLibraryVerifiesOnThisPlatformAndIsNotRegistered() {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");

        assertThat(LIBRARY.areOfTheJdk()).isEqualTo(!platform.matches("(Linux|Mac OS X) (amd64|x86_64|aarch64)"));
        assertThat(JDK.areOfTheJdk()).isTrue();
        assertThat(Security.getProvider(CorrettoLibrary.NAME)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, RSA",
        "RS384, RSA",
        "RS512, RSA",
        "PS256, RSA",
        "PS384, RSA",
        "PS512, RSA",
        "ES256, P-256",
        "ES384, P-384",
        "ES512, P-521",
        "EdDSA, Ed25519",
        "Ed25519, Ed25519",
        "EdDSA, Ed448",
        "Ed448, Ed448"
    })
    void aSignatureVerifiesAndNoChangedOneDoes(String alg, String kind) throws Exception {
        PublicJsonWebKey key = key(kind);
        String good = sign(alg, key);
        byte[] signature = CompactJws.signatureOf(good);
        int length = signature.length;
        Stream<byte[]> cut = Stream.of(0, 1, length / 2, length - 2, length - 1, length + 1, length + 2)
                .map(other -> Arrays.copyOf(signature, other));
        Stream<byte[]> filled = Stream.of(0, 1, 0xff).map(fill -> {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, fill.byteValue());
            return bytes;
        });
        Stream<byte[]> flipped = IntStream.iterate(0, bit -> bit < 8 * length, bit -> bit + length / 3 + 1)
                .mapToObj(bit -> {
                    byte[] bytes = signature.clone();
                    bytes[bit / 8] ^= (byte) (1 << bit % 8);
                    return bytes;
                });

        assertVerdict(true, good, key.getPublicKey());
        // a prepared verification serves again, also after one that failed
        Stream.of(cut, filled, flipped, Stream.of(concat(new byte[1], signature)))
                .flatMap(changed -> changed)
                .forEach(bytes -> assertVerdict(false, CompactJws.withSignature(good, bytes), key.getPublicKey()));
        assertVerdict(true, good, key.getPublicKey());
        assertVerdict(true, sign(alg, key), key.getPublicKey());
    }

    @Test
    void numbersOfAnEcdsaSignatureAreFromOneToTheOrder() throws Exception {
        PublicJsonWebKey key = key("P-256");
        String good = sign("ES256", key);
        BigInteger r = new BigInteger(1, Arrays.copyOf(CompactJws.signatureOf(good), 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(CompactJws.signatureOf(good), 32, 64));
        List<BigInteger> edges = List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                N.subtract(BigInteger.ONE),
                N,
                N.add(BigInteger.ONE),
                BigInteger.TWO.pow(256).subtract(BigInteger.ONE));

        for (BigInteger edge : edges) {
            for (BigInteger other : edges) {
                assertVerdict(false, with(good, edge, other), key.getPublicKey());
            }
            assertVerdict(false, with(good, edge, s), key.getPublicKey());
            assertVerdict(false, with(good, r, edge), key.getPublicKey());
        }
        assertVerdict(true, with(good, r, N.subtract(s)), key.getPublicKey());
    }

    private static String with(String token, BigInteger r, BigInteger s) {
        return CompactJws.withSignature(token, concat(fixed(r, 32), fixed(s, 32)));
    }

    /** jose4j alone accepts it, as a second spelling of the token. */
    @Test
    void theHalvesOfAnEcdsaSignatureKeepTheirLeadingZeros() throws Exception {
        PublicJsonWebKey key = key("P-256");
        String good = withLeadingZeros(key);
        byte[] signature = CompactJws.signatureOf(good);
        byte[] shorter = concat(Arrays.copyOfRange(signature, 1, 32), Arrays.copyOfRange(signature, 33, 64));

        assertVerdict(true, good, key.getPublicKey());
        assertVerdict(false, CompactJws.withSignature(good, shorter), key.getPublicKey());
    }

    /** Signed with both numbers below 2^248: a key pair is a random number k and the point k times G. */
    private static String withLeadingZeros(PublicJsonWebKey key) throws Exception {
        KeyPairGenerator random = KeyPairGenerator.getInstance("EC");
        random.initialize(256);
        KeyPair nonce;
        do {
            nonce = random.generateKeyPair();
        } while (r(nonce).bitLength() > 248);
        BigInteger secret = ((ECPrivateKey) key.getPrivateKey()).getS().multiply(r(nonce));
        BigInteger inverse = ((ECPrivateKey) nonce.getPrivate()).getS().modInverse(N);
        for (int i = 0; ; i++) {
            String token =
                    CompactJws.encode("{\"alg\":\"ES256\"}") + "." + CompactJws.encode("{\"i\":" + i + "}") + ".";
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(signingInput(token));
            BigInteger s = inverse.multiply(new BigInteger(1, hash).add(secret)).mod(N);
            if (s.bitLength() <= 248) {
                return CompactJws.withSignature(token, concat(fixed(r(nonce), 32), fixed(s, 32)));
            }
        }
    }

    private static BigInteger r(KeyPair nonce) {
        return ((ECPublicKey) nonce.getPublic()).getW().getAffineX().mod(N);
    }

    @ParameterizedTest(name = "{0} bits, exponent of {1} bits")
    @CsvSource({"2048, 2", "2048, 17", "2048, 32", "2048, 33", "2048, 40", "2048, 64", "2049, 17", "4096, 17"})
    void rsaKeysOfEverySizeAndExponentVerify(int bits, int exponentBits) throws Exception {
        BigInteger exponent = BigInteger.ONE.shiftLeft(exponentBits - 1).setBit(0);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(new RSAKeyGenParameterSpec(bits, exponent));
        PublicJsonWebKey key = jwk(generator.generateKeyPair());

        for (String alg : List.of("RS256", "PS256", "PS512")) {
            String good = sign(alg, key);
            assertVerdict(true, good, key.getPublicKey());
            byte[] plusModulus = CompactJws.signatureOf(good);
            plusModulus[0] ^= 0x40;
            assertVerdict(false, CompactJws.withSignature(good, plusModulus), key.getPublicKey());
        }
    }

    private static PublicJsonWebKey jwk(KeyPair pair) throws JoseException {
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
        key.setPrivateKey(pair.getPrivate());
        return key;
    }

    @ParameterizedTest(name = "salt of {0} bytes, mask of {1}")
    @CsvSource({"32, SHA-256, true", "0, SHA-256, false", "20, SHA-256, false", "33, SHA-256, false", "32, SHA-1, false"
    })
    void thePssParametersAreThoseOfTheAlgorithm(int salt, String mask, boolean verifies) throws Exception {
        PublicJsonWebKey key = key("RSA");
        String good = sign("PS256", key);
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", new MGF1ParameterSpec(mask), salt, 1));
        signature.initSign(key.getPrivateKey());
        signature.update(signingInput(good));

        assertVerdict(verifies, CompactJws.withSignature(good, signature.sign()), key.getPublicKey());
    }

    private static byte[] signingInput(String token) {
        return token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                // of the right form
                "0001FF..00 3031300d060960864801650304020105000420 HASH",
                // garbage behind, no padding, other block types, another hash's name
                "0001FF..00 3031300d060960864801650304020105000420 HASH 00",
                "0001FFFFFFFFFFFFFFFFFFFF00 3031300d060960864801650304020105000420 HASH 00..",
                "0002FF..00 3031300d060960864801650304020105000420 HASH",
                "0000FF..00 3031300d060960864801650304020105000420 HASH",
                "0001FE..00 3031300d060960864801650304020105000420 HASH",
                "0001FF..00 3021300906052b0e03021a05000420 HASH",
                "0001FF..00 HASH",
                // without the parameters NULL, or the length in two bytes
                "0001FF..00 302f300b06096086480165030402010420 HASH",
                "0001FF..00 308131300d060960864801650304020105000420 HASH"
            })
    void onlyThePaddingOfTheStandardVerifies(String form) throws Exception {
        PublicJsonWebKey key = key("RSA");
        String good = sign("RS256", key);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(signingInput(good)));
        String hex = form.replace(" ", "").replace("HASH", hash);
        int filler = hex.indexOf("..");
        if (filler >= 0) {
            String repeated = hex.substring(filler - 2, filler);
            hex = hex.substring(0, filler) + repeated.repeat(256 - (hex.length() - 2) / 2) + hex.substring(filler + 2);
        }
        RSAPrivateKey secret = (RSAPrivateKey) key.getPrivateKey();
        BigInteger signature = new BigInteger(hex, 16).modPow(secret.getPrivateExponent(), secret.getModulus());

        String token = CompactJws.withSignature(good, fixed(signature, 256));

        // what the standard leaves to the verifier, the JDK decides
        boolean ofTheJdk = form.contains("302f") && verifies(JDK, token, key.getPublicKey());
        assertVerdict(
                form.startsWith("0001FF..00 3031") && form.endsWith("HASH") || ofTheJdk, token, key.getPublicKey());
    }

    /** Points of a small order, with which some signatures hold for every message, in all their encodings. */
    @Test
    void bothTakeWeakEdwardsKeysAlike() throws Exception {
        List<byte[]> small = Stream.of(
                        "0100000000000000000000000000000000000000000000000000000000000000",
                        "0100000000000000000000000000000000000000000000000000000000000080",
                        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "0000000000000000000000000000000000000000000000000000000000000000",
                        "0000000000000000000000000000000000000000000000000000000000000080",
                        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")
                .map(HexFormat.of()::parseHex)
                .toList();
        String token = sign("EdDSA", key("Ed25519"));
        int accepted = 0;
        for (byte[] point : small) {
            PublicKey key = edwards(point);
            for (byte[] r : small) {
                String weak = CompactJws.withSignature(token, concat(r, new byte[32]));
                boolean verdict = verifies(JDK, weak, key);
                accepted += verdict ? 1 : 0;
                assertThat(verifies(LIBRARY, weak, key))
                        .as(
                                "%s, %s",
                                HexFormat.of().formatHex(point), HexFormat.of().formatHex(r))
                        .isEqualTo(verdict);
            }
        }
        // the comparison has signatures of both kinds
        assertThat(accepted).isBetween(1, small.size() * small.size() - 1);
    }

    private static PublicKey edwards(byte[] point) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new X509EncodedKeySpec(concat(HexFormat.of().parseHex("302a300506032b6570032100"), point)));
    }

    private static byte[] fixed(BigInteger number, int length) {
        byte[] minimal = number.toByteArray();
        byte[] bytes = new byte[length];
        int kept = Math.min(length, minimal.length);
        System.arraycopy(minimal, minimal.length - kept, bytes, length - kept, kept);
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
