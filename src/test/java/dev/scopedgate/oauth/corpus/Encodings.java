package dev.scopedgate.oauth.corpus;

import static dev.scopedgate.oauth.corpus.Presented.MALFORMED;
import static dev.scopedgate.oauth.corpus.Presented.claiming;
import static dev.scopedgate.oauth.corpus.Presented.es256;
import static dev.scopedgate.oauth.corpus.Presented.forge;
import static dev.scopedgate.oauth.corpus.Presented.good;
import static dev.scopedgate.oauth.corpus.Presented.header;

import dev.scopedgate.oauth.corpus.Presented.Bad;
import dev.scopedgate.oauth.corpus.Presented.NearMiss;
import dev.scopedgate.testsupport.CompactJws;
import dev.scopedgate.testsupport.SigningKeys;
import java.util.stream.Stream;

/** Not three parts of canonical base64url: a token has one spelling (RFC 7515 §2 and §7.1, RFC 4648 §3.5). */
final class Encodings {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Encodings() {}

    static Stream<Bad> bad() {
        return Stream.of(parts(), joined(), base64()).flatMap(cases -> cases);
    }

    private static Stream<Bad> parts() {
        String good = good();
        String[] part = good.split("\\.");
        return Stream.of(
                bad("one word", "garbage"),
                bad("dots only", ".."),
                bad("a dot in front", "." + good),
                bad("a dot behind", good + "."),
                bad("two parts", part[0] + "." + part[1]),
                bad("a header without a payload", part[0] + ".." + part[2]),
                bad("a payload without a header", "." + part[1] + "." + part[2]),
                bad("four parts", good + "." + part[2]),
                bad("ten thousand dots", ".".repeat(10_000)),
                bad(
                        "a JWE, five parts",
                        CompactJws.encode("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}") + ".AAAA.AAAA.AAAA.AAAA"),
                new Bad("16 KiB and one byte", "the token is longer than 16 KiB", Sized.token(16 * 1024 + 1)));
    }

    private static Stream<Bad> joined() {
        String good = good();
        return Stream.of(
                bad("two tokens joined by a comma", good + "," + good()),
                bad("two tokens joined by a comma and a space", good + ", " + good()),
                bad("two tokens joined by a dot", good + "." + good()),
                bad("another scheme behind the comma", good + ", Basic cmF5OnJheQ=="),
                bad("in quotes", "\"" + good + "\""),
                bad("in angle brackets", "<" + good + ">"),
                bad("a second scheme in front", "Bearer " + good),
                bad("a space within", good.replaceFirst("\\.", ". ")),
                bad("a tab within", good.replaceFirst("\\.", ".\t")),
                bad("percent-encoded dots", good.replace(".", "%2E")),
                bad(
                        "a tilde within the signature",
                        good.substring(0, good.length() - 9) + "~" + good.substring(good.length() - 9)));
    }

    private static Stream<Bad> base64() {
        String good = good();
        String[] part = good.split("\\.");
        String odd = odd(part[1]);
        return Stream.of(
                bad("padding behind the signature", good + "=="),
                bad("one = behind the signature", good + "="),
                bad("unused bits set in the signature of RS256", odd(good)),
                bad("unused bits set in the signature of ES256", odd(es256())),
                bad("the other alphabet in the signature", otherAlphabet()),
                bad("letters more in the signature than a byte needs", good + "AAA"),
                bad(
                        "padding behind the header, signed so",
                        signed(
                                CompactJws.encode(header() + "  ".substring(header().length() % 3 == 1 ? 1 : 0)) + "=",
                                part[1])),
                bad("padding behind the payload, signed so", signed(part[0], CompactJws.encode("{ }") + "=")),
                bad("unused bits set in the payload, signed so", signed(part[0], odd)));
    }

    private static Bad bad(String name, String token) {
        return new Bad(name, MALFORMED, token);
    }

    private static String signed(String header, String payload) {
        return CompactJws.sign(header + "." + payload, SigningKeys.rsa(), "RS256");
    }

    /** Decodes to the same bytes: only the unused bits of its last character differ. */
    private static String odd(String encoded) {
        int last = encoded.length() - 1;
        return encoded.substring(0, last) + ALPHABET.charAt(ALPHABET.indexOf(encoded.charAt(last)) ^ 1);
    }

    private static String otherAlphabet() {
        String token = good();
        while (!token.substring(token.lastIndexOf('.')).matches(".*[-_].*")) {
            token = good();
        }
        int dot = token.lastIndexOf('.');
        return token.substring(0, dot) + token.substring(dot).replace('-', '+').replace('_', '/');
    }

    static Stream<NearMiss> nearMisses() {
        return Stream.of(
                new NearMiss("16 KiB to the byte", Sized.token(16 * 1024)),
                new NearMiss(
                        "whitespace within the JSON", claiming(forge().payload().replace(",", " ,\n\t"))));
    }

    /** Tokens of a given length. */
    private static final class Sized {

        static String token(int length) {
            int signature = good().length() - good().lastIndexOf('.');
            for (String spaces : new String[] {"", " ", "  "}) {
                String head = CompactJws.encode(header() + spaces);
                String claims = forge().claim("padding", "").payload();
                int room = length - head.length() - 1 - signature;
                // four characters are three bytes; a rest of one character is invalid
                int padding = room * 3 / 4 - claims.length();
                if (room % 4 != 1) {
                    return signed(
                            head,
                            CompactJws.encode(
                                    claims.replace("\"padding\":\"", "\"padding\":\"" + "x".repeat(padding))));
                }
            }
            throw new IllegalStateException("no token has " + length + " characters");
        }
    }
}
