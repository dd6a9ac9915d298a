package dev.scopedgate.oauth.corpus;

import dev.scopedgate.testsupport.CompactJws;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;

/** A named token that a client presents. */
sealed interface Presented {

    String name();

    String token();

    /** Wrong in one thing; {@code check} is the failed check that the refusal must name. */
    record Bad(String name, String check, String token) implements Presented {
        @Override
        public String toString() {
            return name + ": " + check;
        }
    }

    /** As similar as possible to an invalid one, and valid. */
    record NearMiss(String name, String token) implements Presented {
        @Override
        public String toString() {
            return name;
        }
    }

    String MALFORMED = "the token is malformed";
    String SIGNATURE = "the signature does not verify";
    String NO_KEY = "kid names no key of the issuer";

    static TokenForge forge() {
        return TokenForge.token("notes:read");
    }

    static String good() {
        return forge().sign();
    }

    /** A header of RS256 under the issuer's RSA key with further members, each {@code "name":value}. */
    static String header(String... members) {
        return "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"" + (members.length == 0 ? "" : ",") + String.join(",", members)
                + "}";
    }

    /** Validly signed as RS256 with that header, and with valid claims. */
    static String signed(String header) {
        return CompactJws.rs256(header, forge().payload());
    }

    /** Validly signed, with that payload. */
    static String claiming(String payload) {
        return CompactJws.rs256(header("\"typ\":\"at+jwt\""), payload);
    }

    /** Validly signed, and valid but for one member, {@code "name":value}, added to its claims as text. */
    static String alsoClaiming(String member, String... without) {
        TokenForge forge = forge();
        for (String claim : without) {
            forge.without(claim);
        }
        return claiming("{" + member + "," + forge.payload().substring(1));
    }

    static String es256() {
        return forge().signedBy(SigningKeys.ec(), "ES256").sign();
    }
}
