package dev.scopedgate.oauth.corpus;

import static dev.scopedgate.oauth.corpus.Presented.SIGNATURE;
import static dev.scopedgate.oauth.corpus.Presented.es256;
import static dev.scopedgate.oauth.corpus.Presented.forge;
import static dev.scopedgate.oauth.corpus.Presented.good;

import dev.scopedgate.oauth.corpus.Presented.Bad;
import dev.scopedgate.oauth.corpus.Presented.NearMiss;
import dev.scopedgate.testsupport.CompactJws;
import dev.scopedgate.testsupport.SigningKeys;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Signatures over other content, cut, changed, or valid in a form other than that of JWS (RFC 7518 §3.4, RFC 8037
 * §3.1).
 */
final class Signatures {

    /** The order of P-256 and that of edwards25519 (RFC 8032 §5.1). */
    private static final BigInteger N =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private Signatures() {}

    static Stream<Bad> bad() {
        return Stream.of(rsa(), ecdsa(), eddsa()).flatMap(cases -> cases);
    }

    private static Stream<Bad> rsa() {
        String good = good();
        String other = forge().subject("mich").sign();
        return Stream.of(
                new Bad("RS256 without its signature", SIGNATURE, CompactJws.withSignature(good, new byte[0])),
                bent("RS256 short of one byte", good, s -> Arrays.copyOf(s, s.length - 1)),
                bent("RS256 cut in half", good, s -> Arrays.copyOf(s, s.length / 2)),
                bent("RS256 with a byte more", good, s -> Arrays.copyOf(s, s.length + 1)),
                bent("RS256 with a leading zero", good, s -> concat(new byte[1], s)),
                bent("RS256 with its first bit flipped", good, s -> flip(s, 0, 0x80)),
                bent("RS256 with its last bit flipped", good, s -> flip(s, s.length - 1, 1)),
                bent("RS256 all zero", good, s -> new byte[s.length]),
                bent("RS256 of another token", good, s -> CompactJws.signatureOf(other)));
    }

    private static Stream<Bad> ecdsa() {
        String good = es256();
        byte[] zero = new byte[32];
        return Stream.of(
                bent("ES256 all zero", good, s -> new byte[64]),
                bent("ES256 with r zero", good, s -> concat(zero, s(s))),
                bent("ES256 with s zero", good, s -> concat(r(s), zero)),
                bent("ES256 with r and s the order of the curve", good, s -> concat(bytes(N), bytes(N))),
                bent("ES256 with r and s one", good, s -> concat(bytes(BigInteger.ONE), bytes(BigInteger.ONE))),
                bent("ES256 with its halves swapped", good, s -> concat(s(s), r(s))),
                bent(
                        "ES256 with a zero before each half",
                        good,
                        s -> concat(concat(new byte[1], r(s)), concat(new byte[1], s(s)))),
                bent("ES256 short of one byte", good, s -> Arrays.copyOf(s, 63)),
                bent("ES256 with its last bit flipped", good, s -> flip(s, 63, 1)),
                new Bad(
                        "ES256 in DER",
                        SIGNATURE,
                        CompactJws.sign(signingInput(good), SigningKeys.ec(), "ES256 in DER")));
    }

    private static Stream<Bad> eddsa() {
        String good = forge().signedBy(SigningKeys.ed25519(), "EdDSA").sign();
        return Stream.of(
                bent("EdDSA all zero", good, s -> new byte[64]),
                bent("EdDSA with its last bit flipped", good, s -> flip(s, 63, 1)),
                bent(
                        "EdDSA with S beyond the order",
                        good,
                        s -> concat(r(s), reversed(bytes(new BigInteger(1, reversed(s(s))).add(L))))),
                bent("EdDSA short of one byte", good, s -> Arrays.copyOf(s, 63)),
                bent("EdDSA with a byte more", good, s -> Arrays.copyOf(s, 65)));
    }

    private static Bad bent(String name, String good, UnaryOperator<byte[]> bend) {
        return new Bad(name, SIGNATURE, CompactJws.withSignature(good, bend.apply(CompactJws.signatureOf(good))));
    }

    private static String signingInput(String token) {
        return token.substring(0, token.lastIndexOf('.'));
    }

    private static byte[] r(byte[] signature) {
        return Arrays.copyOf(signature, 32);
    }

    private static byte[] s(byte[] signature) {
        return Arrays.copyOfRange(signature, 32, 64);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] flip(byte[] bytes, int index, int bit) {
        bytes[index] ^= (byte) bit;
        return bytes;
    }

    /** In 32 bytes, most significant first. */
    private static byte[] bytes(BigInteger number) {
        byte[] minimal = number.toByteArray();
        byte[] bytes = new byte[32];
        int length = Math.min(32, minimal.length);
        System.arraycopy(minimal, minimal.length - length, bytes, 32 - length, length);
        return bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    static Stream<NearMiss> nearMisses() {
        String good = es256();
        byte[] signature = CompactJws.signatureOf(good);
        byte[] otherS = bytes(N.subtract(new BigInteger(1, s(signature))));
        return Stream.of(
                new NearMiss("ES256", good),
                // both are signatures by the holder of the key (RFC 7518 §3.4 does not ask for a low s)
                new NearMiss(
                        "ES256 with the negative of its s",
                        CompactJws.withSignature(good, concat(r(signature), otherS))));
    }
}
