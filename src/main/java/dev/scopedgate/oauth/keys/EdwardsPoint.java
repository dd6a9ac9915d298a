package dev.scopedgate.oauth.keys;

import java.math.BigInteger;
import java.security.interfaces.EdECPublicKey;
import java.util.Map;
import java.util.Set;

/**
 * Checks that a public key is not a point of small order: anybody can make signatures that the JDK verifies with such a
 * key (RFC 7748 §5, RFC 8032 §5.1.7).
 */
final class EdwardsPoint {

    private static final BigInteger P25519 = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger P448 = BigInteger.ONE
            .shiftLeft(448)
            .subtract(BigInteger.ONE.shiftLeft(224))
            .subtract(BigInteger.ONE);

    /** The y of a point of order 8; the other one is its negative. */
    private static final BigInteger EIGHTH =
            new BigInteger("5fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

    /** For each curve, the y of the points whose order divides its cofactor, 8 or 4. */
    private static final Map<String, Set<BigInteger>> SMALL = Map.of(
            "Ed25519",
            Set.of(BigInteger.ZERO, BigInteger.ONE, P25519.subtract(BigInteger.ONE), EIGHTH, P25519.subtract(EIGHTH)),
            "Ed448",
            Set.of(BigInteger.ZERO, BigInteger.ONE, P448.subtract(BigInteger.ONE)));

    private EdwardsPoint() {}

    static boolean isOfSmallOrder(EdECPublicKey key) {
        return SMALL.getOrDefault(key.getParams().getName(), Set.of())
                .contains(key.getPoint().getY());
    }
}
