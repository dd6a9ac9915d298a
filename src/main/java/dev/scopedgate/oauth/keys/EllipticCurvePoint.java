package dev.scopedgate.oauth.keys;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;

/**
 * Checks that a public key is a point on its curve, which neither the JDK nor jose4j does (RFC 7518 §6.2.1, SEC 1
 * §3.2.2.1).
 */
final class EllipticCurvePoint {

    private EllipticCurvePoint() {}

    static boolean isOn(ECPublicKey key) {
        EllipticCurve curve = key.getParams().getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.pow(2)
                                .subtract(x.pow(3))
                                .subtract(curve.getA().multiply(x))
                                .subtract(curve.getB())
                                .mod(p)
                                .signum()
                        == 0;
    }
}
